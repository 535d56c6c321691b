// A telephone on the page: what it shows and what its owner can do with it.

import { PLACES, said, t } from './words.js';
import { anchor, arrange, avatar, bodyOf, buildRow, fileURL, h, icon, iconButton, nameOf, senderOf, snippet, startOf } from './message.js';

const touch = matchMedia('(hover: none)');
const blank = () => ({ text: '', reply: null, edit: null });
export const lastID = chat => chat.messages.at(-1)?.message_id || 0;

export function setText(node, text) {
  if (node.textContent !== String(text)) node.textContent = text;
}

export function setBadge(node, count) {
  setText(node, count > 99 ? '99+' : count || '');
  node.hidden = !count;
  node.title = t('unread', count);
}

// A Phone is one column: a person's telephone (with one of its chats open), or a group (seen by a chosen member).
// The page it lives in gives it what is known: page.state, page.chats, page.read, page.hidden(phone), page.redraw(), page.open(user).
export class Phone {
  constructor(page, key, owner, group) {
    Object.assign(this, { page, key, owner, group, user: owner?.user.id, open: group, atEnd: true, visible: false });
    this.draft = blank();
    this.drafts = new Map();
    this.rows = new Map();
    this.turn = Promise.resolve();
    this.build();
    this.listen();
  }

  chats() {
    return (this.group ? [this.group] : this.owner.chats).map(id => this.page.chats.get(id)).filter(Boolean);
  }

  chat() {
    return this.page.chats.get(this.open);
  }

  name() {
    return this.group ? this.chat()?.title || '' : nameOf(this.owner.user);
  }

  build() {
    this.face = h('span');
    this.title = h('h2');
    this.role = h('p.role');
    this.viewer = h('select', { 'aria-label': t('viewer'), title: t('viewer'), hidden: !this.group });
    this.strip = h('div.chats', { role: 'group', 'aria-label': t('chats'), hidden: !!this.group });
    this.pinned = h('button.pinned', { hidden: true });
    this.list = h('div.list');
    this.pane = h('div.pane', { role: 'log', tabindex: 0, 'aria-label': t('chats') }, this.list);
    this.count = h('span.badge', { hidden: true });
    this.latest = iconButton('down', t('latest'), { hidden: true, onclick: () => this.toEnd() });
    this.latest.append(this.count);
    this.latest.classList.add('latest');
    this.note = h('div.toast', { role: 'status', hidden: true });
    const more = iconButton('more', t('more'), { 'aria-haspopup': 'menu', onclick: () => this.menu(this.chores(), more) });
    this.starter = h('button.start', { 'data-start': true, hidden: true, onclick: () => this.start('') }, t('start'));
    this.screen = h('div.screen', {}, h('header', {}, this.face, h('div', {}, this.title, this.role), this.viewer, more), this.strip, this.pinned,
      h('div.middle', {}, this.pane, this.latest, this.note), this.buildComposer(), this.starter);
    this.root = h('section.column', { 'data-key': this.key, 'data-phone': this.owner?.user.id, 'data-group': this.group || null }, this.screen);
  }

  buildComposer() {
    this.input = h('textarea', { 'data-input': true, rows: 1, maxlength: 4096, placeholder: t('message'), 'aria-label': t('message') });
    this.context = h('div.context', { hidden: true });
    this.suggestions = h('div.suggestions', { hidden: true });
    this.keyboard = h('div.keyboard', { hidden: true });
    this.commands = iconButton('menu', t('commands'), { 'data-commands': true, 'aria-haspopup': 'menu', onclick: () => this.menu(this.commandItems(''), this.form) });
    const attach = iconButton('attach', t('attach'), { 'data-attach': true, 'aria-haspopup': 'menu', onclick: () => this.menu(this.attachments(), attach) });
    this.sender = iconButton('send', t('send'), { 'data-send': true, type: 'submit' });
    this.sender.classList.add('send');
    this.form = h('form.composer', {}, this.suggestions, this.context, h('div.line', {}, this.commands, attach, this.input, this.sender), this.keyboard);
    return this.form;
  }

  listen() {
    const message = event => event.target.closest('.key, a, .service') ? null : event.target.closest('[data-message]');
    let held, fired;
    const hold = (near, at) => { held = setTimeout(() => { fired = true; this.actions(near.dataset.message, at); }, 480); };
    const release = event => { // a long press is no click
      clearTimeout(held);
      if (fired && event.cancelable) event.preventDefault();
      fired = false;
    };
    const on = (node, kinds, act, options) => kinds.split(' ').forEach(kind => node.addEventListener(kind, act, options));
    on(this.pane, 'scroll', () => this.scrolled());
    on(this.pane, 'click', event => this.clicked(event));
    on(this.pane, 'keydown', event => event.target.matches('.spoiler') && ['Enter', ' '].includes(event.key) && (event.preventDefault(), event.target.click()));
    on(this.pane, 'contextmenu', event => message(event) && (event.preventDefault(), fired || this.actions(message(event).dataset.message, event)));
    on(this.pane, 'touchstart', event => message(event) && hold(message(event), event.touches[0]), { passive: true });
    on(this.pane, 'touchend', release);
    on(this.pane, 'touchmove touchcancel', () => clearTimeout(held), { passive: true });
    on(this.viewer, 'change', () => { this.user = Number(this.viewer.value); this.cancel(); this.page.redraw(); });
    on(this.form, 'submit', event => { event.preventDefault(); this.send(); });
    on(this.input, 'input', () => this.typed());
    on(this.input, 'keydown', event => this.pressed(event));
    on(this.input, 'paste', event => event.clipboardData.files.length && (event.preventDefault(), this.offer([...event.clipboardData.files], 'photo')));
  }

  // inherit takes over what the owner had open and half written, when the page is built anew in another language.
  inherit({ user, open, draft, drafts, input, wanted }) {
    Object.assign(this, { user, open, draft, drafts, wanted });
    this.input.value = input.value;
    this.drawContext();
  }

  // ---- What it shows ----

  update() {
    const ids = this.chats().map(chat => chat.id);
    if (ids.includes(this.wanted)) this.show(this.wanted);
    else if (!ids.includes(this.open)) this.show(ids.includes(this.user) ? this.user : ids[0]);
    const chat = this.chat();
    if (this.group) this.updateViewer(chat);
    if (this.title.textContent !== this.name()) {
      this.title.textContent = this.name();
      this.face.replaceChildren(avatar(this.group || this.user, this.name()));
      this.root.setAttribute('aria-label', this.name());
    }
    const role = this.group ? t('members', chat.members.length) : said(this.owner.role);
    setText(this.role, chat?.typing ? t('typing', nameOf(this.page.state.bot)) : role);
    this.role.classList.toggle('typing', !!chat?.typing);
    this.updateStrip();
    if (chat && !this.page.hidden(this) && (chat !== this.drawn || this.user !== this.drawnFor)) this.draw(chat);
  }

  updateViewer(chat) {
    const people = this.page.state.phones.map(phone => phone.user).filter(user => chat.members.includes(user.id));
    if (!people.some(user => user.id === this.user)) this.user = people[0]?.id;
    const sign = people.map(user => user.id + nameOf(user)).join();
    if (this.viewer.dataset.sign === sign) return;
    this.viewer.dataset.sign = sign;
    this.viewer.replaceChildren(...people.map(user => h('option', { value: user.id, selected: user.id === this.user }, nameOf(user))));
  }

  updateStrip() {
    const chats = this.chats();
    const sign = chats.map(chat => chat.id + chat.title).join() + this.open;
    if (this.strip.dataset.sign !== sign) {
      this.strip.dataset.sign = sign;
      this.strip.replaceChildren(...chats.map(chat => h('button', { 'data-open': chat.id, 'aria-pressed': String(chat.id === this.open), onclick: () => this.show(chat.id) },
        h('span', {}, chat.type === 'private' ? nameOf(this.page.state.bot) : chat.title), h('span.badge', { hidden: true }))));
    }
    chats.forEach((chat, i) => setBadge(this.strip.children[i].lastChild, this.unread(chat)));
  }

  draw(chat) {
    const first = this.drawn?.id !== chat.id || this.user !== this.drawnFor;
    if (first) {
      this.rows.clear();
      this.list.replaceChildren();
      this.atEnd = true;
    }
    this.drawn = chat;
    this.drawnFor = this.user;
    this.pane.dataset.chat = chat.id;
    this.list.dataset.kind = chat.type === 'private' ? 'private' : 'group';
    this.list.dataset.empty = chat.messages.length ? '' : t('empty');
    this.drawRows(chat, first);
    this.drawPinned(chat);
    this.drawKeyboard(chat.reply_keyboard?.keyboard);
    this.form.hidden = chat.type === 'private' && !chat.messages.length;
    this.starter.hidden = !this.form.hidden;
    this.commands.hidden = !chat.commands?.length;
    if (this.atEnd) this.toEnd();
  }

  // drawRows touches only what has changed: a row stays as long as its messages and its place in a run are the same.
  drawRows(chat, first) {
    const rows = arrange(chat.messages, this.user);
    const keys = new Set(rows.map(row => row.key));
    for (const [key, old] of this.rows) if (!keys.has(key)) old.node.remove(), this.rows.delete(key);
    let cursor = this.list.firstChild;
    for (const row of rows) {
      const old = this.rows.get(row.key);
      row.node = old?.sign === row.sign ? old.node : buildRow(row, chat.type !== 'private');
      if (!old && !first) row.node.classList.add('fresh');
      if (old && old.node !== row.node) {
        if (cursor === old.node) cursor = row.node;
        this.swap(old, row);
      }
      this.rows.set(row.key, row);
      if (row.node === cursor) cursor = cursor.nextSibling;
      else this.list.insertBefore(row.node, cursor);
    }
  }

  // swap replaces a bubble in place. Its pictures stay, what was unveiled stays so, and the focus stays on the same key.
  swap(old, row) {
    for (const img of row.node.querySelectorAll('img')) [...old.node.querySelectorAll('img')].filter(one => one.src === img.src).forEach(one => img.replaceWith(one));
    if (old.node.querySelector('.shown')) row.node.querySelectorAll('.spoiler').forEach(node => node.classList.add('shown'));
    const focus = old.node.contains(document.activeElement) && document.activeElement.dataset;
    old.node.replaceWith(row.node);
    if (focus) (row.node.querySelector(`.key[data-row="${focus.row}"][data-col="${focus.col}"]`) || this.pane).focus({ preventScroll: true });
    if (old.body !== row.body) row.node.classList.add('flash');
  }

  drawPinned(chat) {
    this.pinned.hidden = !chat.pinned;
    const message = chat.messages.find(one => one.message_id === chat.pinned);
    this.pinned.replaceChildren(icon('pin'), h('span', {}, h('b', {}, t('pinned')), h('span', {}, message ? snippet(message) : t('gone'))));
    this.pinned.onclick = () => this.jump(chat.pinned);
  }

  drawKeyboard(rows) {
    this.keyboard.hidden = !rows;
    this.keyboard.replaceChildren(...(rows || []).map(row => h('div', {}, row.map(key =>
      h('button.key', { onclick: () => key.request_location ? this.locate() : this.say(key.text ?? key) }, key.text ?? key)))));
  }

  drawContext() {
    const { reply, edit } = this.draft;
    const message = edit || reply;
    this.context.hidden = !message;
    this.sender.replaceChildren(icon(edit ? 'save' : 'send'));
    this.sender.setAttribute('aria-label', t(edit ? 'save' : 'send'));
    if (!message) return;
    const drop = () => { if (edit) this.input.value = ''; this.draft = blank(); this.drawContext(); this.input.focus(); };
    this.context.replaceChildren(icon(edit ? 'edit' : 'reply'), h('span', {}, h('b', {}, edit ? t('editing') : nameOf(senderOf(message))), h('span', {}, snippet(message))),
      iconButton('close', t('cancel'), { onclick: drop }));
  }

  unread(chat) {
    const read = this.page.read.get(`${this.user}:${chat.id}`) || 0;
    return chat.messages.filter(message => message.message_id > read && message.from?.id !== this.user).length;
  }

  // look marks as read what its owner has before their eyes.
  look() {
    const chat = this.chat();
    if (chat && chat === this.drawn && this.visible && this.atEnd && !document.hidden) this.page.read.set(`${this.user}:${chat.id}`, lastID(chat));
    this.latest.hidden = this.atEnd;
    if (chat) setBadge(this.count, this.unread(chat));
  }

  show(chat) {
    this.drafts.set(this.open, { ...this.draft, text: this.input.value });
    this.open = chat;
    this.wanted = 0;
    this.draft = this.drafts.get(chat) || blank();
    this.input.value = this.draft.text;
    this.drawContext();
    this.typed();
    this.page.redraw();
  }

  scrolled() {
    if (!this.pane.clientHeight) return;
    const { scrollTop, scrollHeight, clientHeight } = this.pane;
    if (scrollHeight - scrollTop - clientHeight < 48) this.atEnd = true;
    else if (scrollTop < this.top) this.atEnd = false; // only going up leaves the end, not a keyboard that shrinks the window
    this.top = scrollTop;
    this.page.redraw();
  }

  toEnd() {
    this.atEnd = true;
    this.pane.scrollTop = this.pane.scrollHeight;
    this.top = this.pane.scrollTop;
  }

  jump(id) {
    const node = this.list.querySelector(`[data-message="${id}"]`);
    if (!node) return this.toast(t('gone'));
    node.scrollIntoView({ block: 'center' });
    node.classList.remove('flash');
    requestAnimationFrame(() => node.classList.add('flash'));
  }

  // ---- What its owner does ----

  // act sends one thing after the other, as one telephone would, and gives what the server answered; null if it refused.
  act(path, body) {
    this.turn = this.turn.then(() => post(path, body)).catch(error => { this.toast(error.message, true); return null; });
    return this.turn;
  }

  async send() {
    const text = this.input.value, { reply, edit } = this.draft;
    if (!text.trim()) return;
    const where = { user: this.user, chat: this.open, text };
    this.cancel();
    this.toEnd();
    const thread = reply?.is_topic_message ? reply.message_thread_id : undefined;
    const taken = await (edit ? this.act('edit', { ...where, message_id: edit.message_id }) : this.act('say', { ...where, reply_to: reply?.message_id, thread }));
    if (taken || this.input.value || this.open !== where.chat) return;
    this.input.value = text; // refused: the words go back where they were
    this.draft = { text, reply, edit };
    this.drawContext();
  }

  say(text) {
    this.toEnd();
    return this.act('say', { user: this.user, chat: this.open, text });
  }

  start(payload) {
    if (!this.group) this.show(this.user);
    return this.act('start', { user: this.user, payload });
  }

  clicked(event) {
    const near = selector => event.target.closest(selector);
    const veil = near('.spoiler:not(.shown)'), link = near('a[href]'), key = near('.key'), photo = near('[data-photo]'), actions = near('[data-actions]');
    const payload = link && startOf(link.href, this.page.state.bot);
    if (veil || typeof payload === 'string') event.preventDefault();
    if (veil) return veil.classList.add('shown');
    if (typeof payload === 'string') return this.openOn(payload);
    if (key) return this.tap(key);
    if (near('.command')) return this.say(near('.command').dataset.command);
    if (near('[data-jump]')) return this.jump(near('[data-jump]').dataset.jump);
    if (photo) return view(photo.dataset.photo);
    if (actions) this.actions(actions.dataset.actions, actions);
  }

  async tap(key) {
    const { url, copy, row, col } = key.dataset;
    if (copy) return this.copy(copy);
    if (url && startOf(url, this.page.state.bot) !== null) return this.openOn(startOf(url, this.page.state.bot));
    if (url) return anchor(url).click();
    this.page.lastTap = this;
    key.setAttribute('aria-busy', 'true');
    setTimeout(() => key.removeAttribute('aria-busy'), 10000);
    const message_id = Number(key.closest('[data-message]').dataset.message);
    const taken = await this.act('tap', { user: this.user, chat: this.open, message_id, row: Number(row), col: Number(col) });
    if (!taken) key.removeAttribute('aria-busy');
  }

  copy(text) {
    navigator.clipboard?.writeText(text).then(() => this.toast(t('copied')), error => this.toast(error.message, true));
  }

  typed() {
    const items = /^\/\w*$/.test(this.input.value) ? this.commandItems(this.input.value.slice(1)) : [];
    this.suggestions.hidden = !items.length;
    this.suggestions.replaceChildren(...items.map(menuButton));
  }

  pressed(event) {
    if (event.isComposing || event.keyCode === 229) return; // Enter still belongs to the Chinese input method
    if (event.key === 'Enter' && !event.shiftKey && !touch.matches) event.preventDefault(), this.send();
    if (event.key === 'Escape') this.cancel();
    if (event.key !== 'ArrowUp' || this.input.value) return;
    const mine = this.chat()?.messages.findLast(message => message.from?.id === this.user && message.text);
    if (mine) event.preventDefault(), this.answer('edit', mine);
  }

  commandItems(prefix) {
    const chat = this.chat();
    const at = chat?.type === 'private' ? '' : '@' + this.page.state.bot.username;
    return (chat?.commands || []).filter(one => one.command.startsWith(prefix))
      .map(one => ({ label: '/' + one.command, note: one.description, run: () => { this.cancel(); this.say('/' + one.command + at); } }));
  }

  attachments() {
    return [{ icon: 'photo', label: t('photo'), run: () => this.pick('photo') }, { icon: 'file', label: t('document'), run: () => this.pick('document') },
      { icon: 'place', label: t('location'), run: () => this.locate() }];
  }

  pick(as) {
    const input = h('input', { type: 'file', multiple: true, accept: as === 'photo' && 'image/*', hidden: true, 'data-file': as, onchange: () => this.offer([...input.files], as) });
    this.chooser?.remove();
    this.screen.append(this.chooser = input); // in the document, or some browsers drop the choice
    input.click();
  }

  async offer(files, as) {
    if (files.length > 10) return this.toast(t('tooMany'), true);
    const photos = as === 'photo' && files.every(file => file.type.startsWith('image/'));
    const form = new FormData();
    for (const [key, value] of Object.entries({ user: this.user, chat: this.open, as: photos ? 'photo' : 'document' })) form.append(key, value);
    for (const file of files) form.append('files', file);
    const names = files.map(file => file.name).join('\n');
    const caption = await this.sheet({ title: t(photos ? 'photos' : 'files', files.length), text: names, field: t('caption'), limit: 1024, confirm: t('send') });
    if (caption === null) return;
    if (caption) form.append('caption', caption);
    this.toast(t('uploading'));
    this.toEnd();
    if (await this.act('upload', form)) this.note.hidden = true;
  }

  async locate() {
    const place = await this.sheet({ title: t('where'), choices: PLACES.map(one => ({ value: one, lead: icon('place'), label: said(one) })) });
    if (place) this.act('location', { user: this.user, chat: this.open, latitude: place.latitude, longitude: place.longitude });
  }

  // openOn asks whose telephone follows a link to the bot: a link in the group is there for everybody.
  async openOn(payload) {
    const phones = [...this.page.state.phones].sort((a, b) => (b.user.id === this.user) - (a.user.id === this.user));
    const choices = phones.map(({ user, role }) => ({ value: user.id, mark: { 'data-open-on': user.id }, lead: avatar(user.id, nameOf(user)), label: nameOf(user),
      note: user.id === this.user ? `${said(role)} · ${t('thisPhone')}` : said(role) }));
    const user = await this.sheet({ title: t('openOn'), text: t('openLink'), choices });
    if (user) this.page.open(user).start(payload);
  }

  chores() {
    const items = [{ icon: 'group', label: t('group'), run: async () => {
      const title = await this.sheet({ title: t('groupTitle'), field: t('groupTitle'), limit: 128, required: true, confirm: t('create') });
      const made = title && await this.act('group', { user: this.user, title });
      if (made) this.wanted = made.chat;
      this.page.redraw();
    } }];
    const chat = this.chat();
    if (chat && chat.type !== 'private') items.push({ icon: chat.bot ? 'close' : 'save', label: t(chat.bot ? 'dropBot' : 'addBot'),
      run: () => this.act('group/bot', { user: this.user, chat: chat.id, present: !chat.bot }) });
    return items;
  }

  actions(id, at) {
    const message = this.chat().messages.find(one => one.message_id === Number(id));
    if (!message) return;
    const items = [{ icon: 'reply', label: t('reply'), run: () => this.answer('reply', message) }];
    if (message.text && message.from?.id === this.user) items.push({ icon: 'edit', label: t('edit'), run: () => this.answer('edit', message) });
    if (bodyOf(message)) items.push({ icon: 'copy', label: t('copy'), run: () => this.copy(bodyOf(message)) });
    this.menu(items, at);
  }

  // answer makes the input ready for a reply to the message or an edit of it.
  answer(kind, message) {
    this.draft = { ...blank(), [kind]: message };
    if (kind === 'edit') this.input.value = message.text;
    this.drawContext();
    this.input.focus();
  }

  cancel() {
    this.draft = blank();
    this.input.value = '';
    this.drawContext();
    this.typed();
  }

  // ---- What comes over the screen ----

  toast(text, bad) {
    this.note.className = bad ? 'toast bad' : 'toast';
    this.note.textContent = text;
    this.note.hidden = false;
    clearTimeout(this.fading);
    this.fading = setTimeout(() => { this.note.hidden = true; }, 3000 + text.length * 60);
  }

  // menu opens a list of things to do beside a button or under a finger. It sees to its own closing: one that the browser
  // closes by itself would go with the release of the very press that opened it.
  menu(items, at) {
    const before = document.activeElement;
    const menu = h('div.menu', { popover: 'manual', role: 'menu' }, items.map(menuButton));
    const close = event => {
      if (event.type === 'pointerdown' && menu.contains(event.target)) return;
      menu.remove();
      document.removeEventListener('pointerdown', close, true);
      if (event.type !== 'pointerdown') before.focus({ preventScroll: true });
    };
    document.addEventListener('pointerdown', close, true);
    menu.addEventListener('click', close, true); // before what it starts, which may open a sheet and want the focus
    menu.addEventListener('keydown', event => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) event.preventDefault(), menu.children[([...menu.children].indexOf(document.activeElement) + step + items.length) % items.length].focus();
      if (event.key === 'Escape' || event.key === 'Tab') event.preventDefault(), close(event);
    });
    this.screen.append(menu);
    menu.showPopover();
    const box = this.root.getBoundingClientRect(), size = menu.getBoundingClientRect();
    const from = at.getBoundingClientRect?.() || { left: at.clientX, top: at.clientY, bottom: at.clientY };
    const top = from.bottom + size.height + 8 < box.bottom ? from.bottom + 4 : Math.max(from.top - size.height - 4, box.top + 8);
    const left = Math.min(Math.max(from.left, box.left + 8), box.right - size.width - 8);
    Object.assign(menu.style, { left: left + 'px', top: top + 'px' });
    menu.firstChild.focus({ preventScroll: true });
  }

  // sheet asks something on this telephone only; it promises the value chosen, the words written, or null when closed.
  sheet({ title, text, field, limit, required, choices = [], confirm, alert }) {
    this.dismiss?.(null);
    const before = document.activeElement;
    const input = field && h('input', { placeholder: field, 'aria-label': field, maxlength: limit, required });
    const box = h('form.sheet', {}, title && h('h3', {}, title), text && h('p', {}, text), input,
      choices.map(one => h('button.choice', { ...one.mark, onclick: () => this.dismiss(one.value) }, one.lead, h('span', {}, h('b', {}, one.label), one.note && h('small', {}, one.note)))),
      h('div.buttons', {}, !alert && h('button', { onclick: () => this.dismiss(null) }, t('cancel')), (confirm || alert) && h('button.main', { type: 'submit' }, confirm || t('ok'))));
    const cover = h('div.cover', { role: alert ? 'alertdialog' : 'dialog', 'aria-modal': 'true', 'aria-label': title || text }, box);
    cover.addEventListener('keydown', event => event.key === 'Escape' && this.dismiss(null));
    cover.addEventListener('click', event => event.target === cover && !alert && this.dismiss(null));
    box.addEventListener('submit', event => { event.preventDefault(); this.dismiss(input ? input.value.trim() : true); });
    this.screen.inert = true;
    this.root.append(cover);
    // An alert must not pull the reader away from another telephone.
    if (!alert || before === document.body || this.root.contains(before)) (input || cover.querySelector('.choice, .main')).focus();
    return new Promise(resolve => {
      this.dismiss = value => {
        this.dismiss = null;
        cover.remove();
        this.screen.inert = false;
        if (this.root.contains(before)) before.focus({ preventScroll: true });
        resolve(value);
      };
    });
  }
}

const menuButton = item => h('button', { role: 'menuitem', onclick: item.run }, item.icon && icon(item.icon), h('span', {}, h('b', {}, item.label), item.note && h('small', {}, item.note)));

function view(file) {
  const viewer = document.getElementById('viewer');
  viewer.replaceChildren(h('img', { src: fileURL(file), alt: t('photo') }), iconButton('close', t('close')));
  viewer.showModal();
}

// post asks the sandbox for something; a refusal is an Error with the server's own sentence.
export async function post(path, body) {
  const form = body instanceof FormData;
  const request = { method: 'POST', body: form ? body : JSON.stringify(body), signal: AbortSignal.timeout(form ? 120000 : 20000) };
  if (!form) request.headers = { 'Content-Type': 'application/json' };
  const response = await fetch('api/' + path, request).catch(() => { throw new Error(t('unreachable')); });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error || t('refused', response.status));
  return answer;
}
