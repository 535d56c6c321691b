// The page of the demo: a column for every telephone and every group, the demo's clock and controls, and the line to the
// sandbox's server, which tells everything through /api/events.

import { said, speaking, suggest, switchLanguage, t } from './words.js';
import { avatar, h, icon, initial } from './message.js';
import * as tour from './tour.js';
import { Phone, lastID, post, setBadge, setText } from './phone.js';

const $ = id => document.getElementById(id);
const narrow = matchMedia('(max-width: 700px)');
const calm = matchMedia('(prefers-reduced-motion: reduce)');

const page = {
  state: null, chats: new Map(), phones: new Map(), read: new Map(), active: '', lastTap: null, frame: 0,
  hidden: phone => narrow.matches && phone.key !== page.active,
  open: user => activate('phone' + user),
  // redraw draws once in the next frame, however many events arrive before it.
  redraw() { page.frame ||= requestAnimationFrame(draw); },
};

function draw() {
  page.frame = 0;
  if (!page.state) return;
  const phones = [...page.phones.values()];
  phones.forEach(phone => phone.update());
  phones.forEach(phone => phone.look());
  phones.forEach(drawTab);
  drawEdges(phones);
}

function drawTab(phone, i) {
  const tab = $('tabs').children[i];
  phone.waiting = phone.chats().reduce((sum, chat) => sum + phone.unread(chat), 0);
  setText(tab.children[0], initial(phone.name()));
  setText(tab.children[1], phone.name());
  setBadge(tab.children[2], phone.waiting);
  tab.setAttribute('aria-pressed', String(phone.key === page.active));
  phone.root.classList.toggle('active', phone.key === page.active);
}

// drawEdges tells of telephones beyond the left and right edge of a wide window, and what waits there unread.
function drawEdges(phones) {
  const row = $('columns');
  const shown = { before: row.scrollLeft > 16, after: row.scrollLeft < row.scrollWidth - row.clientWidth - 16 };
  for (const id of ['before', 'after']) {
    $(id).hidden = narrow.matches || !shown[id];
    const beyond = phones.filter(phone => !phone.visible && (phone.root.offsetLeft > row.scrollLeft + row.clientWidth / 2) === (id === 'after'));
    setBadge($(id).lastChild, beyond.reduce((sum, phone) => sum + phone.waiting, 0));
  }
}

function activate(key) {
  page.active = key;
  const i = [...page.phones.keys()].indexOf(key);
  if (!narrow.matches) page.phones.get(key).root.scrollIntoView({ inline: 'nearest', block: 'nearest', behavior: calm.matches ? 'auto' : 'smooth' });
  $('tabs').children[i].scrollIntoView({ inline: 'nearest', block: 'nearest' });
  page.redraw();
  return page.phones.get(key);
}

// ---- What the server tells ----

// takeState replaces all that is known; telephones that stay keep their open chat, their draft and their place.
function takeState(state) {
  const first = !page.state;
  page.state = state;
  page.chats = new Map(state.chats.map(chat => [chat.id, chat]));
  for (const { user, chats } of state.phones) {
    for (const chat of chats.map(id => page.chats.get(id)).filter(Boolean)) {
      const key = `${user.id}:${chat.id}`;
      if (first || page.read.get(key) > lastID(chat)) page.read.set(key, lastID(chat)); // the demo may have started over
    }
  }
  suggest(state.language);
  setText($('clock').lastChild, state.label);
  speak();
  arrangePhones();
  tour.take(state.tour);
}

function takeChat(chat) {
  const known = page.chats.has(chat.id);
  page.chats.set(chat.id, chat);
  if (!known) arrangePhones();
  page.redraw();
}

function takeAnswer({ user, text, alert }) {
  const own = [...page.phones.values()].filter(phone => phone.user === user);
  for (const phone of own) phone.root.querySelectorAll('.key[aria-busy]').forEach(key => key.removeAttribute('aria-busy'));
  const phone = own.includes(page.lastTap) ? page.lastTap : own.find(one => one.owner);
  if (text && alert) phone?.sheet({ text, alert });
  else if (text) phone?.toast(text);
}

function arrangePhones() {
  const groups = [...page.chats.values()].filter(chat => chat.type !== 'private');
  const wanted = [...page.state.phones.map(phone => ['phone' + phone.user.id, phone, 0]), ...groups.map(chat => ['group' + chat.id, null, chat.id])];
  const old = page.phones;
  page.phones = new Map(wanted.map(([key, owner, group]) => [key, old.get(key) || new Phone(page, key, owner, group)]));
  for (const [key, phone] of old) if (!page.phones.has(key)) phone.root.remove();
  wanted.forEach(([key, owner], i) => {
    const phone = page.phones.get(key);
    phone.owner = owner;
    if ($('columns').children[i] === phone.root) return;
    $('columns').insertBefore(phone.root, $('columns').children[i] || null);
    sizes.observe(phone.pane);
    sizes.observe(phone.list);
    sights.observe(phone.root);
  });
  if (!page.phones.has(page.active)) page.active = wanted[0]?.[0];
  const keys = [...page.phones.keys()].join();
  if ($('tabs').dataset.keys !== keys) {
    $('tabs').dataset.keys = keys;
    $('tabs').replaceChildren(...wanted.map(([key, owner, group]) =>
      h('button.tab', { 'data-tab': key, onclick: () => activate(key) }, avatar(group || owner.user.id, ''), h('span'), h('span.badge', { hidden: true }))));
  }
  page.redraw();
}

// A telephone at the end of its chat stays there when the keyboard comes up or the window changes.
const sizes = new ResizeObserver(seen => seen.forEach(({ target }) => {
  const phone = page.phones.get(target.closest('.column')?.dataset.key);
  if (phone?.atEnd) phone.toEnd();
}));

const sights = new IntersectionObserver(seen => {
  for (const { target, intersectionRatio } of seen) {
    const phone = page.phones.get(target.dataset.key);
    if (phone) phone.visible = intersectionRatio > 0.5;
  }
  page.redraw();
}, { threshold: [0, 0.5, 0.51] });

// ---- The toolbar ----

// speak puts the page's own words into the chosen language.
function speak() {
  document.documentElement.lang = speaking() === 'en' ? 'en' : 'zh-CN';
  document.title = page.state?.title || document.title;
  setText($('title'), document.title);
  setText($('language'), t('other'));
  for (const [id, word] of Object.entries({ tabs: 'phones', drawer: 'controls', controls: 'controls', before: 'before', after: 'after' })) $(id).setAttribute('aria-label', t(word));
  drawControls(page.state?.controls || []);
  tour.draw();
  drawConnection();
}

function changeLanguage() {
  switchLanguage();
  const old = page.phones;
  page.phones = new Map();
  old.forEach(phone => phone.root.remove());
  speak();
  if (page.state) arrangePhones();
  for (const [key, phone] of page.phones) phone.inherit(old.get(key));
}

function drawControls(controls) {
  const sign = JSON.stringify(controls.map(({ running, ...rest }) => rest)) + speaking();
  if ($('controls').dataset.sign !== sign) {
    const groups = [...new Set(controls.map(control => control.group))];
    $('controls').dataset.sign = sign;
    $('controls').replaceChildren(...groups.map(group => h('div.group', { role: 'group' }, controls.filter(control => control.group === group).map(control =>
      h('button', { 'data-control': control.id, title: said(control.hint), 'aria-label': said(control.label), onclick: press },
        h('span', {}, said(control.label)), h('small', {}, said(control.hint)))))));
  }
  for (const { id, running } of controls) $('controls').querySelector(`[data-control="${CSS.escape(id)}"]`).setAttribute('aria-busy', String(!!running));
}

function press(event) {
  if ($('controls').matches(':popover-open')) $('controls').hidePopover();
  post('control', { id: event.currentTarget.dataset.control }).catch(error => {
    const box = h('div.toast.bad.wide', { role: 'alert' }, error.message);
    document.body.append(box);
    setTimeout(() => box.remove(), 6000);
  });
}

// ---- The line to the server ----

const line = { stream: null, status: 'connecting', tries: 0, wait: 0, ticking: 0, heard: 0 };

function connect() {
  clearInterval(line.ticking);
  line.stream?.close();
  const stream = line.stream = new EventSource('api/events');
  const on = (name, take) => stream.addEventListener(name, event => {
    line.heard = Date.now();
    take(JSON.parse(event.data));
  });
  on('state', takeState);
  on('chat', chat => page.state && takeChat(chat));
  on('clock', clock => setText($('clock').lastChild, clock.label));
  on('answer', takeAnswer);
  stream.onopen = () => { Object.assign(line, { status: 'connected', tries: 0 }); drawConnection(); };
  stream.onerror = () => { if (stream === line.stream) lost(); };
}

// lost waits 1, 2, 4, 8 and then 15 s between the tries and says how long.
function lost() {
  line.stream.close();
  clearInterval(line.ticking);
  Object.assign(line, { status: 'offline', wait: Math.min(15, 2 ** line.tries++) });
  drawConnection();
  line.ticking = setInterval(() => {
    if (--line.wait <= 0) connect();
    else drawConnection();
  }, 1000);
}

function drawConnection() {
  setText($('connection'), t(line.status));
  $('connection').dataset.status = line.status;
  $('away').hidden = line.status !== 'offline';
  setText($('away').firstChild, t('away', line.wait));
  setText($('away').lastChild, t('retry'));
}

function begin() {
  $('drawer').append(icon('menu'));
  $('clock').append(icon('clock'), h('span'));
  for (const [id, way] of [['before', -1], ['after', 1]]) {
    $(id).append(icon('down'), h('span.badge', { hidden: true }));
    $(id).addEventListener('click', () => $('columns').scrollBy({ left: way * innerWidth * 0.7, behavior: calm.matches ? 'auto' : 'smooth' }));
  }
  $('columns').addEventListener('scroll', page.redraw, { passive: true });
  $('viewer').addEventListener('click', () => $('viewer').close());
  $('away').lastChild.addEventListener('click', connect);
  $('language').addEventListener('click', changeLanguage);
  tour.begin($('language'), user => page.phones.has('phone' + user) && page.open(user));
  narrow.addEventListener('change', page.redraw);
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && Date.now() - line.heard > 60000) connect(); // a telephone may have cut the line in its sleep
    page.redraw();
  });
  addEventListener('online', connect);
  visualViewport?.addEventListener('resize', () => { // the on-screen keyboard of an iPhone covers the page instead of shrinking it
    if (visualViewport.scale > 1.01) return; // pinched, not covered
    document.documentElement.style.setProperty('--height', visualViewport.height + 'px');
    scrollTo(0, 0);
  });
  speak();
  connect();
}

begin();
