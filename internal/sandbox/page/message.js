// Messages drawn: a Bot API Message in, nodes out. What people wrote goes through text nodes and checked addresses only.

import { PLACES, said, speaking, t } from './words.js';

const BEIJING = 28800; // seconds ahead of UTC, all year round
const KINDS = ['photo', 'document', 'location', 'sticker', 'voice'];
const TAGS = { bold: 'strong', italic: 'em', underline: 'u', strikethrough: 's', code: 'code', pre: 'pre', blockquote: 'blockquote' };

// h makes an element: h('div.card', { onclick: f, 'aria-label': 'x' }, child, 'text').
export function h(tag, props = {}, ...children) {
  const [name, ...classes] = tag.split('.');
  const node = document.createElement(name);
  if (classes.length) node.className = classes.join(' ');
  if (name === 'button') node.type = 'button';
  for (const [key, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? '' : value);
  }
  node.append(...children.flat().filter(child => child || child === 0));
  return node;
}

export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('aria-hidden', 'true');
  svg.append(document.createElementNS('http://www.w3.org/2000/svg', 'use'));
  svg.firstChild.setAttribute('href', '#icon-' + name);
  return svg;
}

export const iconButton = (name, label, props = {}) => h('button.icon', { 'aria-label': label, title: label, ...props }, icon(name));
export const nameOf = user => [user?.first_name, user?.last_name].filter(Boolean).join(' ') || user?.title || '';
export const senderOf = message => message.from || message.chat;
export const bodyOf = message => message.text || message.caption || '';
export const fileURL = id => 'api/file/' + encodeURIComponent(id);
export const initial = name => [...name.replace(/[^\p{L}\p{N}]/gu, '')][0]?.toUpperCase() || '#';
export const avatar = (id, name) => h('span.avatar', { 'data-hue': Math.abs(id) % 7, 'aria-hidden': 'true' }, initial(name));

const formats = new Map();

function format(options, seconds) {
  const locale = speaking() === 'en' ? 'en-GB' : 'zh-CN', key = locale + Object.keys(options);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(locale, { timeZone: 'Asia/Shanghai', ...options }));
  return formats.get(key).format(seconds * 1000);
}

const timeOf = seconds => new Date((seconds + BEIJING) * 1000).toISOString().slice(11, 16);

function fileSize(bytes = 0) {
  if (bytes < 1024) return bytes + ' B';
  return bytes < 1 << 20 ? (bytes / 1024).toFixed(1) + ' KB' : (bytes / (1 << 20)).toFixed(1) + ' MB';
}

// ---- Addresses ----

function parse(address) {
  const whole = /^[a-z]+:/i.test(address) ? address : 'https://' + address;
  return URL.canParse(whole) ? new URL(whole) : null;
}

export function anchor(address) {
  const url = parse(address);
  if (!url || !/^(https?|tg|mailto):$/.test(url.protocol)) return h('span.mention');
  return h('a', { href: url.href, target: '_blank', rel: 'noopener noreferrer' });
}

// startOf reads the payload of t.me/<bot>?start=PAYLOAD; null for any other address.
export function startOf(address, bot) {
  const url = parse(address);
  const name = url?.protocol === 'tg:' ? url.searchParams.get('domain') : /^(t|telegram)\.me$/.test(url?.hostname) && url.pathname.slice(1);
  return name && name.toLowerCase() === bot.username?.toLowerCase() ? url.searchParams.get('start') ?? '' : null;
}

// ---- Rich text ----

// rich turns a text and its entities (offsets in UTF-16 units, which are JavaScript's own) into nodes. Entities may nest;
// one that reaches beyond the end of the one around it is cut there and goes on after it.
function rich(text, entities = []) {
  const order = (a, b) => a.offset - b.offset || b.length - a.length;
  const fill = (parent, from, to, spans) => {
    let at = from;
    while (spans.length) {
      const span = spans.shift();
      const start = Math.max(span.offset, at), end = Math.min(span.offset + span.length, to);
      if (start >= end) continue;
      const inside = spans.filter(one => one.offset < end);
      const tails = inside.filter(one => one.offset + one.length > end).map(one => ({ ...one, offset: end, length: one.offset + one.length - end }));
      spans = [...tails, ...spans.slice(inside.length)].sort(order);
      const node = dress(span, text.slice(start, end));
      fill(node, start, end, inside);
      parent.append(text.slice(at, start), node);
      at = /^(PRE|BLOCKQUOTE)$/.test(node.tagName) && text[end] === '\n' ? end + 1 : end;
    }
    parent.append(text.slice(at, to));
  };
  const whole = document.createDocumentFragment();
  fill(whole, 0, text.length, [...entities].sort(order));
  return whole;
}

// folded makes a quote that shows its first lines until it is pressed.
function folded() {
  const node = h('blockquote.folded', { tabindex: 0, onclick: () => node.classList.toggle('folded') });
  return node;
}

function dress(span, covered) {
  if (TAGS[span.type]) return h(TAGS[span.type]);
  switch (span.type) {
    case 'url': return anchor(covered);
    case 'text_link': return anchor(span.url);
    case 'email': return anchor('mailto:' + covered);
    case 'bot_command': return h('button.command', { 'data-command': covered });
    case 'expandable_blockquote': return folded();
    case 'spoiler': return h('span.spoiler', { role: 'button', tabindex: 0, 'aria-label': t('spoiler') });
    default: return h('span.mention');
  }
}

// ---- Messages ----

export function snippet(message) {
  const kind = KINDS.find(one => message[one]);
  const label = message.document?.file_name || nameOf(message.contact) || (kind && t(kind));
  return [label, bodyOf(message)].filter(Boolean).join(' · ').replace(/\s+/g, ' ').slice(0, 100) || serviceText(message);
}

function serviceText(m) {
  const by = nameOf(m.from);
  if (m.new_chat_members) return m.new_chat_members.map(user => t('joined', by, nameOf(user))).join('\n');
  if (m.left_chat_member) return t('left', by, nameOf(m.left_chat_member));
  if (m.pinned_message) return t('pinnedBy', by, snippet(m.pinned_message).replace(/^(.{18}).+/u, '$1…'));
  if (m.group_chat_created) return t('created', by, m.chat.title);
  return m.migrate_to_chat_id || m.migrate_from_chat_id ? t('upgraded') : '';
}

const signs = new WeakMap();

// signOf is what tells whether a message looks the same as when it was last drawn.
function signOf(message) {
  if (!signs.has(message)) signs.set(message, JSON.stringify(message));
  return signs.get(message);
}

// arrange lays out messages as rows: days, service lines, and bubbles; an album is one bubble of several messages.
export function arrange(messages, user) {
  const rows = [];
  let day;
  for (const message of messages) {
    const today = Math.floor((message.date + BEIJING) / 86400);
    if (today !== day) rows.push({ key: 'day' + today, kind: 'day', messages: [message] });
    day = today;
    if (serviceText(message)) {
      rows.push({ key: message.message_id, kind: 'service', messages: [message] });
      continue;
    }
    const above = rows.at(-1);
    const run = above.kind === 'bubble' && senderOf(above.messages[0]).id === senderOf(message).id && message.date - above.messages[0].date < 900;
    if (run && message.media_group_id && above.messages[0].media_group_id === message.media_group_id) {
      above.messages.push(message);
      continue;
    }
    if (run) above.last = false;
    rows.push({ key: message.message_id, kind: 'bubble', messages: [message], first: !run, last: true, own: senderOf(message).id === user });
  }
  for (const row of rows) {
    row.body = row.kind === 'day' ? '' : row.messages.map(signOf).join();
    row.sign = [row.first, row.last, row.own, row.body].join();
  }
  return rows;
}

export function buildRow(row, inGroup) {
  const [message] = row.messages;
  if (row.kind === 'day') return h('p.service', {}, format({ month: 'long', day: 'numeric', weekday: 'short' }, message.date));
  if (row.kind === 'service') return h('p.service', { 'data-message': message.message_id }, serviceText(message));
  const sender = senderOf(message);
  const named = inGroup && !row.own;
  const keys = message.reply_markup?.inline_keyboard;
  const classes = Object.entries({ own: row.own, first: row.first, last: row.last, keyed: keys }).filter(([, yes]) => yes).map(([name]) => '.' + name).join('');
  return h('article.message' + classes, { 'data-message': row.messages.length === 1 && message.message_id },
    named && row.last && avatar(sender.id, nameOf(sender)),
    h('div.bubble', {},
      named && row.first && h('p.name', { 'data-hue': Math.abs(sender.id) % 7 }, nameOf(sender)),
      message.reply_to_message && buildQuote(message.reply_to_message),
      buildPhotos(row.messages),
      row.messages.map(one => buildAttachment(one, row.messages.length > 1)),
      buildText(row.messages)),
    keys && h('div.keyboard', {}, keys.map((line, r) => h('div', {}, line.map((key, c) => buildKey(key, r, c))))),
    iconButton('more', t('actions'), { 'data-actions': message.message_id, 'aria-haspopup': 'menu' }));
}

function buildQuote(message) {
  return h('button.quote', { 'data-jump': message.message_id }, h('b', {}, nameOf(senderOf(message))), h('span', {}, snippet(message)));
}

function buildPhotos(messages) {
  const photos = messages.filter(message => message.photo);
  return photos.length > 0 && h('div.photos', { 'data-album': photos.length > 1, 'data-odd': photos.length % 2 === 1 }, photos.map(message => {
    const { file_id, width, height } = message.photo.at(-1);
    return h('button.picture', { 'data-photo': file_id, 'data-message': photos.length > 1 && message.message_id, 'aria-label': t('photo') },
      h('img', { src: fileURL(file_id), width, height, alt: message.caption || t('photo'), decoding: 'async' }));
  }));
}

function buildAttachment(message, inAlbum) {
  const { document: file, location: place, contact } = message;
  if (file) {
    return h('a.document', { 'data-message': inAlbum && message.message_id, href: fileURL(file.file_id), download: file.file_name || true }, h('span.round', {}, icon('file')),
      h('span', {}, h('b', {}, file.file_name || t('document')), h('small', {}, fileSize(file.file_size))));
  }
  if (place) {
    const near = PLACES.find(one => Math.hypot(one.latitude - place.latitude, one.longitude - place.longitude) < 0.002);
    return h('div.place', {}, h('div.map', {}, icon('place')), h('b', {}, said(near) || t('location')),
      h('small', {}, `${place.latitude.toFixed(4)}, ${place.longitude.toFixed(4)}`));
  }
  if (contact) return h('p.placeholder', {}, nameOf(contact) + ' ' + contact.phone_number);
  if (message.sticker) return h('p.placeholder', {}, message.sticker.emoji || t('sticker'));
  return message.voice && h('p.placeholder', {}, `${t('voice')} ${message.voice.duration || 0}″`);
}

function buildText(messages) {
  const told = messages.find(bodyOf), last = messages.at(-1);
  const stamp = h('time', { title: format({ dateStyle: 'long', timeStyle: 'short' }, last.date) }, (last.edit_date ? t('edited') + ' ' : '') + timeOf(last.date));
  return told ? h('div.text', {}, rich(bodyOf(told), told.entities || told.caption_entities), stamp) : h('div.text.bare', {}, stamp);
}

function buildKey(key, row, col) {
  const url = key.url || key.web_app?.url;
  return h('button.key', { 'data-row': row, 'data-col': col, 'data-style': key.style, 'data-url': url, 'data-copy': key.copy_text?.text }, key.text, url && icon('open'));
}
