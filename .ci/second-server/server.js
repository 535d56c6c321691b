// Serves telegram-test-api at a port of its choosing, which it prints. It reads no multipart, so multer stands before it (which
// takes a form without fields for one that was cut off), and does not hold getUpdates open, so that is asked for at most every 20 ms.
const express = require('express');
const multer = require('multer');
const { TelegramServer } = require('telegram-test-api/lib/telegramServer.js');

const server = new TelegramServer({ storeTimeout: 3600 });
const app = express();
const form = multer().any();
app.use((req, res, next) => form(req, res, () => next()));
app.use((req, _res, next) => setTimeout(next, req.path.endsWith('/getUpdates') ? 20 : 0));
app.use(server.webServer);
const listening = app.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${listening.address().port}`));
process.stdin.on('end', () => process.exit()).resume(); // ends with its parent
