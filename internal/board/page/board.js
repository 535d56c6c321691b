'use strict';
// The board's page. Everything that comes from the server is set as text.

const words = {
  zh: {
    board: '选举日大屏', other: 'English', all: '全部', open: '未完成', trouble: '有困难', late: '逾期', incident: '情况', key: '重点', areas: '全部片区', search: '搜索', find: '选片区、搜索', progress: '进度', turnout: '参选', elected: '当选', countdown: '距选举日',
    states: { preparing: '选前准备', unopened: '未开始', unheard: '未报', voting: '投票中', counting: '计票中', counted: '已选出', further: '须另选', void: '选举无效' },
    next: { revote: '再次投票', further: '另行选举', fresh: '重新选举' },
    done: (stage, n, of, noun) => `${stage} ${n}/${of} 个${noun}完成`, planned: (first, second) => `${first}；按计划到 ${second}`, today: '今天投票', days: n => n === 0 ? '今天截止' : `还有 ${n} 天`, away: n => `${n} 天`, polling: day => `${day}投票`,
    reporting: (n, of, noun) => `${n}/${of} 个${noun}已报`, counts: (n, of, noun) => `${n}/${of} 个${noun}已计票`,
    again: (n, noun, left) => `▲ ${n} 个${noun}须另选，缺 ${left} 名`, voids: n => `✕ ${n} 个无效`, none: '还没有上报', severity: { grave: '特急', serious: '紧急', ordinary: '一般' }, overtime: n => `⏰ ${n} 件超时`, lates: (n, of, noun) => `${n}/${of} 个${noun}有逾期`, noLates: '没有逾期', lateWith: names => names.length > 1 ? `⏰ 逾期 ${names.length} 项：${names.join('、')}` : `⏰ 逾期：${names[0]}`,
    result: (n, of, left, names) => [left ? `缺 ${left} 名` : names ? '' : `选出 ${n}/${of}`, names].filter(Boolean).join(' · '), due: day => `${day}截止`, opens: at => `${at} 开始投票`, quiet: at => `⏳ ${at} 应开始，还没报`,
    status: { preliminary: '初步', complete: '已报齐', recount: '⚠ 重新核对', correction: '⚠ 更正', confirmed: '✓ 已确认' },
    valid: n => `有效 ${n}`, sureVoted: (n, noun, voted) => `✓ 已确认 ${n} 个${noun} ${voted} 人`, sureElected: n => `✓ 已确认 ${n} 名`, refused: '⚠ 计票须核对', short: n => `✕ 不够法定人数，差 ${n}`, unsaid: '⏳ 没有最终参选数', unheard: '投票已结束，没有上报', ballots: (valid, invalid) => `有效 ${valid} · 无效 ${invalid}`, never: '未上报', silent: age => `⏰ ${age}无消息`, and: '、',
    asof: t => `截至 ${t}`, stale: t => `⚠ 数据停在 ${t}，正在重新连接…`, shown: (n, of) => `显示 ${n} / ${of}，向下滚动看更多`, nothing: '没有符合条件的', close: '关闭', without: (n, noun) => `🔒 不含待您复核的 ${n} 个${noun}`, check: '🔒 待您复核',
    officers: '联络员', contact: '联络员最近来消息', leaders: '包片领导', place: '投票地点', hours: n => `${n} 小时`, day: (y, m, d) => `${y ? y + '年' : ''}${m}月${d}日`,
    locked: '需要从机器人里打开。\n请在 Telegram 里向机器人索取新的大屏链接：每个链接只能用一次，15 分钟内有效。', reopen: '请关掉这一页，再从机器人里打开一次。\n每打开一次，只在五分钟内、在这一台手机或电脑上有效。', stranger: '名册里没有您的 Telegram 账号。\n请先点开选举办发给您的登记链接。', gone: '您已不在名册中，大屏已关闭。\n如有疑问，请联系选举办。', busy: '打开的大屏太多，请关掉几个再试。',
    connecting: '正在连接…', now: (unit, state) => `${unit}：${state}`,
  },
  en: {
    board: 'Election-day board', other: '中文', all: 'All', open: 'Not complete', trouble: 'Difficulty', late: 'Late', incident: 'Incidents', key: 'Key', areas: 'All areas', search: 'Search', find: 'Area, search', progress: 'Progress', turnout: 'Turnout', elected: 'Elected', countdown: 'To polling day',
    states: { preparing: 'Preparing', unopened: 'Not opened', unheard: 'Not reported', voting: 'Voting', counting: 'Counting', counted: 'Elected', further: 'Vote again', void: 'Not valid' },
    next: { revote: 'Re-vote', further: 'Further', fresh: 'Fresh vote' },
    done: (stage, n, of, noun) => `${stage} done in ${n} of ${of} ${noun}`, planned: (first, second) => `${first}; by the timetable: ${second}`, today: 'today is polling day', days: n => n === 0 ? 'due today' : n === 1 ? '1 day left' : `${n} days left`, away: n => n === 1 ? '1 day' : `${n} days`, polling: day => `polling on ${day}`,
    reporting: (n, of, noun) => `${n} of ${of} ${noun} reporting`, counts: (n, of, noun) => `${n} of ${of} ${noun} counted`,
    again: (n, noun, left) => `▲ ${n} ${noun} vote again, ${left} seats left`, voids: n => `✕ ${n} not valid`, none: 'no report yet', severity: { grave: 'grave', serious: 'serious', ordinary: 'ordinary' }, overtime: n => `⏰ ${n} late`, lates: (n, of, noun) => `something late in ${n} of ${of} ${noun}`, noLates: 'nothing is late', lateWith: names => names.length > 1 ? `⏰ ${names.length} late: ${names.join(', ')}` : `⏰ late: ${names[0]}`,
    result: (n, of, left, names) => [left ? `${left} to elect` : names ? '' : `${n}/${of} elected`, names].filter(Boolean).join(' · '), due: day => `by ${day}`, opens: at => `opens at ${at}`, quiet: at => `⏳ no report since ${at}`,
    status: { preliminary: 'preliminary', complete: 'complete', recount: '⚠ recount', correction: '⚠ correction', confirmed: '✓ confirmed' },
    valid: n => `${n} valid`, sureVoted: (n, noun, voted) => `✓ confirmed: ${n} ${noun}, ${voted} voters`, sureElected: n => `✓ confirmed: ${n}`, refused: '⚠ count to be checked', short: n => `✕ quorum missed by ${n}`, unsaid: '⏳ no final turnout', unheard: 'Polling is over, nothing reported', ballots: (valid, invalid) => `${valid} valid, ${invalid} invalid`, never: 'No report', silent: age => `⏰ silent ${age}`, and: ', ',
    asof: t => `As of ${t}`, stale: t => `⚠ Stopped at ${t}, connecting again…`, shown: (n, of) => `${n} of ${of} shown, scroll for more`, nothing: 'Nothing fits', close: 'Close', without: (n, noun) => `🔒 without ${n} ${noun} for you to check`, check: '🔒 for you to check',
    officers: 'Officers', contact: 'Officers last wrote', leaders: 'Leaders', place: 'Polling place', hours: n => `${n} h`, day: (y, m, d) => `${d} ${'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')[m - 1]}${y ? ' ' + y : ''}`,
    locked: 'Open it from the bot.\nAsk the bot in Telegram for a new link to the board: each works once, within 15 minutes.', reopen: 'Close this page and open it from the bot again.\nEach opening is good within five minutes, on this device alone.', stranger: 'Your Telegram account is not in the roster.\nOpen the link that the office sends you first.', gone: 'You are no longer in the roster; the board is closed.\nThe election office can tell you more.', busy: 'Too many boards are open: close some and try again.',
    connecting: 'Connecting…', now: (unit, state) => `${unit}: ${state}`,
  },
};
const signs = { preparing: '○', unopened: '○', unheard: '⏳', voting: '◐', counting: '◑', counted: '●', further: '▲', void: '✕' };
// shapes draw the signs, so that no font has to have them: parts between |, those after an f are filled, the others are lines.
const shapes = {
  '○': 'M21 12a9 9 0 1 1-18 0a9 9 0 0 1 18 0z', '◐': 'M21 12a9 9 0 1 1-18 0a9 9 0 0 1 18 0z|fM12 3a9 9 0 0 0 0 18z', '◑': 'M21 12a9 9 0 1 1-18 0a9 9 0 0 1 18 0z|fM12 3a9 9 0 0 1 0 18z',
  '●': 'fM21 12a9 9 0 1 1-18 0a9 9 0 0 1 18 0z', '▲': 'fM12 4 21 20H3z', '✕': 'M5 5 19 19M19 5 5 19', '✓': 'M4 13l5 5L20 6', '⚠': 'M12 3.5 21.5 20.5H2.5zM12 9v6M12 17v1.5',
  '⏰': 'M21 12a9 9 0 1 1-18 0a9 9 0 0 1 18 0zM12 7v5l4 2', '🚨': 'fM6 18v-6a6 6 0 0 1 12 0v6z|M4 21h16M12 2v2M4 5l2 2M20 5l-2 2', '★': 'fM12 2l3 7 7.5.6-5.7 4.9 1.8 7.4L12 18l-6.6 3.9 1.8-7.4L1.5 9.6 9 9z',
  '🔍': 'M17 10.5a6.5 6.5 0 1 1-13 0a6.5 6.5 0 0 1 13 0zM15.5 15.5 21 21',
  '🔒': 'M7 11V8a5 5 0 0 1 10 0v3|fM5 11h14v10H5z', '⏳': 'M6 3h12M6 21h12M7 3c0 6 10 12 10 18M17 3c0 6-10 12-10 18',
};
const $ = id => document.getElementById(id);
const wallMost = 40; // units that fit on one screen
const pageSize = 120;

let language = new URLSearchParams(location.search).get('lang') || '';
let head = null, session = '', version = '', election = '', ahead = 0, asOf = 0, connected = false, heard = 0;
let filter = '', area = '', areas = [], limit = pageSize;
const units = new Map(); // id -> row, in the roster's order
const cards = new Map(); // id -> element, of those shown
const w = () => words[language === 'en' ? 'en' : 'zh'];
const number = n => n.toLocaleString('en-US');
const percent = (part, of) => of > 0 ? (Math.floor((part * 2000 + of) / (2 * of)) / 10).toFixed(1) + '%' : '—';
const small = matchMedia('(max-width: 700px)');
const now = () => Date.now() / 1000 + ahead;
const local = t => new Date((t + (head ? head.east : 0)) * 1000); // read it as UTC
const clock = t => local(t).toISOString().slice(11, 16);
const sameDay = (a, b) => local(a).toISOString().slice(0, 10) === local(b).toISOString().slice(0, 10);

function make(tag, kind, text) {
  const e = document.createElement(tag);
  if (kind) e.className = kind;
  if (text !== undefined) put(e, String(text));
  return e;
}

// put writes a text with its signs drawn. Other pictographs are left out.
function put(e, text) {
  const plain = text.replace(/✅/g, '✓').replace(/🔄/g, '◐').replace(/▫/g, '○');
  for (const part of plain.split(/([○◐◑●▲✕✓⚠⏰★⏳]|🚨|🔒|🔍)\uFE0F?/u)) {
    if (shapes[part]) e.append(drawn(part));
    else e.append(part.replace(/(?![\d#*©®])\p{Extended_Pictographic}\uFE0F? ?/gu, ''));
  }
  return e;
}

function drawn(sign) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg'), name = document.createElementNS(svg.namespaceURI, 'title');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'sign');
  name.textContent = sign;
  svg.append(name);
  for (const part of shapes[sign].split('|')) {
    const path = document.createElementNS(svg.namespaceURI, 'path'), filled = part.startsWith('f');
    path.setAttribute('d', filled ? part.slice(1) : part);
    if (filled) path.setAttribute('class', 'filled');
    svg.append(path);
  }
  return svg;
}

function bar(part, of, quorum, enough) {
  const e = make('span', enough ? 'bar enough' : 'bar');
  e.append(make('i'));
  e.style.setProperty('--share', of > 0 ? Math.min(100, 100 * part / of) + '%' : '0%');
  if (quorum) e.style.setProperty('--quorum', quorum + '%');
  return e;
}

// What is shown.

const current = () => head.elections.find(e => e.id === election) || head.elections[0];
// urgency is smaller for what is wrong, then for what is not complete, then for
// what is late.
const wrong = u => u.refused || u.short || u.incidents || u.troubles || u.quiet || ['void', 'unheard'].includes(u.state);
const turns = { further: 2, counting: 3, unopened: 4, voting: 5, preparing: 7, counted: 9 };
const urgency = u => wrong(u) ? 0 : u.unsaid ? 1 : turns[u.state] - (u.late && ['preparing', 'counted'].includes(u.state) ? 1 : 0);
const inElection = () => [...units.values()].filter(u => u.election === election);
const inArea = (u, a) => !a || u.area === a || (u.area || '').startsWith(a + '/');
const fits = {
  all: () => true, open: u => u.state !== 'counted', trouble: u => !!u.troubles, late: u => !!u.late, incident: u => !!u.incidents, key: u => !!u.key,
};
const fit = (u, f) => fits[f] ? fits[f](u) : u.state === f;

// areasOf are the areas right below those that all units share.
function areasOf(rows) {
  const paths = rows.map(u => u.area ? u.area.split('/') : []);
  let deep = 0;
  while (paths.length && paths.every(p => p.length > deep && p[deep] === paths[0][deep])) deep++;
  return [...new Set(paths.filter(p => p.length > deep).map(p => p.slice(0, deep + 1).join('/')))];
}

function sums(rows) {
  const s = { units: 0, check: 0, registered: 0, voted: 0, reporting: 0, counted: 0, elected: 0, seats: 0, left: 0, further: 0, void: 0, late: 0, toVote: 0, steps: 0, at: {}, sure: { units: 0, voted: 0, elected: 0 }, incidents: {}, done: {} };
  for (const u of rows) {
    if (u.check) { s.check++; continue; } // the viewer is to check its count
    s.units++;
    s.seats += u.seats;
    if (u.reporting) { s.reporting++; s.registered += u.registered; s.voted += u.voted; }
    if (u.counted) s.counted++;
    if (['preparing', 'unopened', 'voting'].includes(u.state)) s.toVote++;
    s.steps += (u.done || []).length;
    s.at[u.at] = (s.at[u.at] || 0) + 1;
    if (u.late) s.late++;
    for (const k in u.confirmed || {}) s.sure[k] += u.confirmed[k];
    for (const k in u.incidents || {}) s.incidents[k] = (s.incidents[k] || 0) + u.incidents[k];
    s.elected += u.elected;
    if (u.state === 'void') s.void++;
    if (u.state === 'further') { s.further++; s.left += u.left || 0; }
    for (const d of u.done || []) s.done[d] = (s.done[d] || 0) + 1;
  }
  return s;
}

// stageNow is the lowest stage that some unit owes, as in the digest; from polling
// day on none before the vote: those are late.
function stageNow(e, s) {
  const today = local(now()).toISOString().slice(0, 10), vote = e.stages.findIndex(stage => stage.id === 'polling');
  const from = today < e.polling ? 0 : Math.max(0, vote);
  const lowest = e.stages.slice(from).find(stage => s.at[stage.id]) || e.stages[e.stages.length - 1];
  const planned = e.stages.find(stage => stage.id !== 'further' && stage.due >= today) || lowest;
  return [lowest, planned].map(stage => ({ stage, done: s.done[stage.id] || 0, of: stage.id === 'further' ? s.further : s.units,
    left: Math.round((Date.parse(stage.due) - Date.parse(today)) / 86400000) }));
}

// progressSaid says how many units have done a stage, and how many days are left.
function progressSaid(at, s, noun) {
  const over = at.stage.id === 'polling' && s.units > 0 && !s.toVote, today = at.stage.id === 'polling' ? w().today : w().days(0);
  const left = at.done === at.of || at.left < 0 || over ? '' : at.left === 0 ? today : w().days(at.left);
  return joined(w().done(at.stage.name, number(at.done), number(at.of), noun), left);
}

// severities are how many incidents there are of each severity, the worst first.
function severities(i) {
  const parts = Object.entries(w().severity).filter(([k]) => i[k]).map(([k, name]) => `${name} ${number(i[k])}`);
  return parts.concat(i.late ? w().overtime(number(i.late)) : []).join(' ');
}

// total is a figure with what is to be said of it; a text may be marked as a warning.
function total(what, big, more, ...bars) {
  const e = make('div', 'total'), figure = make('div', 'figure'), lines = make('div', 'lines');
  e.style.setProperty('--length', big.length); // a large town's figures are long
  figure.append(make('b', '', big), make('span', 'what', what));
  for (const [text, kind] of more) if (text) lines.append(make('span', kind ? 'more ' + kind : 'more', text));
  e.append(figure, lines, ...bars);
  return e;
}

const joined = (...parts) => parts.filter(Boolean).join(' · ');

function drawTotals(rows) {
  const e = current(), s = sums(rows), noun = e.noun, [at, planned] = stageNow(e, s);
  const said = progressSaid(at, s, noun), later = at.left < 0 && at.done < at.of && planned.stage !== at.stage;
  const progress = total(w().progress, `${number(at.done)}/${number(at.of)}`, [[later ? w().planned(said, progressSaid(planned, s, noun)) : said]], bar(at.done, at.of));
  $('totals').replaceChildren(progress, ...(preparing(rows) ? beforeVote : ofVote)(e, s));
  $('totals').setAttribute('aria-label', w().board);
  $('totals').onclick = () => $('totals').classList.toggle('open'); // on a telephone the figures alone fit
  $('totals').hidden = false;
}

// preparing reports whether the vote of no unit has begun.
const preparing = rows => rows.length > 0 && rows.every(u => u.state === 'preparing');

function beforeVote(e, s) {
  const polling = Date.parse(e.polling) / 1000 - head.east, today = local(now()).toISOString().slice(0, 10);
  return [total(w().countdown, w().away(number(Math.round((Date.parse(e.polling) - Date.parse(today)) / 86400000))), [[w().polling(dayOf(polling))]]),
    total(w().late, number(s.late), [[s.late ? w().lates(number(s.late), number(s.units), e.noun) : w().noLates, s.late ? 'warn' : '']], bar(s.late, s.units))];
}

function ofVote(e, s) {
  const noun = e.noun, again = joined(s.further ? w().again(s.further, noun, s.left) : '', s.void ? w().voids(s.void) : '');
  return [total(w().turnout, percent(s.voted, s.registered), [[s.reporting ? `${number(s.voted)}/${number(s.registered)} · ${w().reporting(number(s.reporting), number(s.units), noun)}` : w().none],
    [joined(s.check ? w().without(s.check, noun) : '', s.counted ? w().sureVoted(number(s.sure.units), noun, number(s.sure.voted)) : ''), s.check ? 'warn' : '']], bar(s.voted, s.registered, e.quorum)),
  total(w().elected, `${number(s.elected)}/${number(s.seats)}`, [[joined(w().counts(number(s.counted), number(s.units), noun), s.counted ? w().sureElected(number(s.sure.elected)) : '')], [again, 'warn']], bar(s.elected, s.seats))];
}

function chip(label, n, pressed, press) {
  const e = make('button', '', label);
  e.type = 'button';
  e.append(make('b', '', n));
  e.setAttribute('aria-pressed', pressed);
  e.addEventListener('click', press);
  return e;
}

// replace redraws the chips and leaves the focus where it was.
function replace(group, chips) {
  const at = [...group.children].indexOf(document.activeElement);
  group.replaceChildren(...chips);
  if (at >= 0 && chips[at]) chips[at].focus();
}

function drawFilters(rows, scoped) {
  const names = { all: w().all, open: w().open, ...w().states, trouble: '⚠ ' + w().trouble, late: '⏰ ' + w().late, incident: '🚨 ' + w().incident, key: '★ ' + w().key };
  const counted = Object.entries(names).map(([f, name]) => [f, name, scoped.filter(u => fit(u, f)).length]);
  const states = counted.filter(([f, , n]) => f === 'all' || f === filter || n > 0 && (n < scoped.length || f !== 'open')); // what nobody is in needs no button
  replace($('states'), states.map(([f, name, n]) => {
    const e = chip((signs[f] ? signs[f] + ' ' : '') + name, f === 'incident' && n ? severities(sums(scoped).incidents) : number(n), f === filter, () => choose(() => { filter = f; }));
    if (signs[f]) e.dataset.state = f;
    return e;
  }));
  $('filters').hidden = false;
  drawAreas(rows, areas.length > 1 && areas.length <= 6 && !small.matches);
  if ($('areas').children.length && $('states').scrollWidth > $('states').clientWidth) drawAreas(rows, false); // all are on one line
}

// drawAreas offers the areas, as buttons or as a list, with how far each is: of those
// registered who took part, or before the vote of the stages those done.
function drawAreas(rows, buttons) {
  const share = a => {
    const some = rows.filter(u => inArea(u, a)), s = sums(some);
    return preparing(rows) ? percent(s.steps, some.length * current().stages.length) : percent(s.voted, s.registered);
  };
  const offered = areas.length > 1 ? ['', ...areas] : [];
  replace($('areas'), buttons ? offered.map(a => chip(a ? a.split('/').pop() : w().areas, share(a), a === area, () => choose(() => { area = a; }))) : []);
  $('area').hidden = buttons || !offered.length;
  if (!$('area').hidden && document.activeElement !== $('area')) {
    $('area').replaceChildren(...offered.map(a => new Option(`${a || w().areas} ${share(a)}`, a, false, a === area)));
  }
}

function choose(change) {
  change();
  limit = pageSize;
  draw();
  scrollTo(0, 0);
}

// draw shows what is; of the units that changed, those that are fresh flash.
function draw(changed, fresh) {
  const rows = inElection();
  areas = areasOf(rows);
  const scoped = rows.filter(u => inArea(u, area));
  const wanted = $('search').value.trim().toLowerCase();
  const found = scoped.filter(u => fit(u, filter) && (!wanted || u.name.toLowerCase().includes(wanted) || u.id.toLowerCase() === wanted));
  if (small.matches || rows.length > wallMost) found.sort((a, b) => urgency(a) - urgency(b));
  document.body.className = [rows.length <= wallMost ? 'wall' : 'list', connected ? '' : 'stale'].join(' ');
  drawTotals(scoped);
  drawFilters(rows, scoped);
  const shown = found.slice(0, limit), kept = new Set(shown.map(u => u.id));
  for (const id of cards.keys()) if (!kept.has(id)) cards.delete(id);
  for (const u of shown) if (!cards.has(u.id) || !changed || changed.has(u.id)) drawCard(u, fresh && fresh.has(u.id));
  const grid = $('grid'), nodes = shown.map(u => cards.get(u.id));
  if (nodes.length !== grid.children.length || nodes.some((n, i) => n !== grid.children[i])) grid.replaceChildren(...nodes);
  $('more').hidden = shown.length === found.length && found.length > 0;
  $('more').textContent = found.length ? w().shown(shown.length, number(found.length)) : w().nothing;
  fitWall(rows.length);
}

function drawCard(u, fresh) {
  const e = cards.get(u.id) || make('button');
  e.className = 'card' + (u.key ? ' key' : '') + (fresh ? ' fresh' : '');
  e.type = 'button';
  e.dataset.state = u.state;
  e.dataset.unit = u.id;
  const line = (kind, ...parts) => { const l = make('span', kind); l.append(...parts); return l; };
  const alarms = [u.incidents ? '🚨 ' + severities(u.incidents) : '', ...(u.troubles || []).map(t => `⚠ ${stageName(t.stage)}：${t.reason}`)].filter(Boolean).join('；');
  const status = u.check ? w().check : u.status ? w().status[u.status] : '', ballots = u.refused ? w().ballots(number(u.valid || 0), number(u.invalid || 0)) : '';
  const note = line('note', make('b', 'alarm', alarms), make('b', 'status', status), make('b', 'late', u.late ? w().lateWith(u.late.map(stageName)) : ''), alarms ? '' : ballots);
  const steps = (u.done || []).length, all = current().stages.length, before = u.state === 'preparing';
  const state = before && u.at ? stageName(u.at) : w().next[u.next] || w().states[u.state];
  e.replaceChildren(
    line('head', make('span', 'name', u.name), make('span', 'state', signs[u.state] + ' ' + state)),
    before ? line('', make('span', 'share', `${steps}/${all}`), bar(steps, all), make('span', 'pair', u.at ? w().due(dayOf(Date.parse(stageOf(u.at).due) / 1000 - head.east)) : ''))
      : line('', make('span', 'share', u.reporting ? percent(u.voted, u.registered) : '—'), bar(u.voted, u.registered, current().quorum, u.enough), make('span', 'pair', `${number(u.voted)}/${number(u.registered)}`)),
    line('foot', result(u), last(u)),
    note);
  if (fresh) { e.style.animation = 'none'; void e.offsetWidth; e.style.animation = ''; }
  cards.set(u.id, e);
}

// result is what is known of the vote, or what is amiss with it.
function result(u) {
  const amiss = u.refused ? w().refused : u.state === 'void' ? signs.void + ' ' + w().states.void : u.short ? w().short(u.short) : u.state === 'unheard' ? w().unheard : u.quiet ? w().quiet(u.opens) : u.unsaid ? w().unsaid : '';
  if (amiss) return make('span', 'result warn', amiss);
  return make('span', 'result', u.counted ? w().result(u.elected, u.seats, u.left, (u.winners || []).join(w().and)) : u.opens ? w().opens(u.opens) : '');
}

const stageOf = id => current().stages.find(s => s.id === id) || { name: id };
const stageName = id => stageOf(id).name;

// heardOf is when something last came from a unit: a report, or a message of its
// officers.
const heardOf = u => Math.max(u.last || 0, u.contact || 0);

// last says when that was; while people vote, two hours are long.
function last(u) {
  const where = areas.length > 1 && u.area && !u.winners ? ' · ' + u.area.split('/').pop() : '', at = u.state === 'unheard' ? u.contact : heardOf(u), never = u.last || ['unheard', 'preparing'].includes(u.state) ? '' : w().never;
  if (!at) return make('span', 'last', never + (never ? where : where.replace(' · ', '')));
  const hours = Math.floor((now() - at) / 3600), silent = hours >= 2 && ['voting', 'counting'].includes(u.state);
  const when = momentOf(at);
  return make('span', silent ? 'last silent' : 'last', silent ? w().silent(hours < 24 ? w().hours(hours) : when) : [never, when].filter(Boolean).join(' · ') + where);
}

// dayOf is a day, with its year unless that is this one.
const dayOf = t => {
  const at = local(t), year = at.getUTCFullYear();
  return w().day(year === local(now()).getUTCFullYear() ? 0 : year, at.getUTCMonth() + 1, at.getUTCDate());
};

const momentOf = t => sameDay(t, now()) ? clock(t) : dayOf(t);

// fitWall makes the cards of the wall as large as the screen allows.
function fitWall(n) {
  const grid = $('grid'), { clientWidth: width, clientHeight: height } = grid;
  if (n === 0 || n > wallMost || height < 100) return;
  const columns = Math.max(1, Math.min(n, Math.round(Math.sqrt(n * width / (height * 1.75))))), rows = Math.ceil(n / columns);
  document.body.style.setProperty('--columns', columns);
  document.body.style.setProperty('--rows', rows);
  document.body.style.setProperty('--size', Math.max(12, Math.min(30, height / rows / 8.4, width / columns / 13)) + 'px');
}

function drawHead() {
  const e = current();
  document.documentElement.lang = language === 'en' ? 'en' : 'zh-Hans';
  document.title = `${head.town} · ${w().board}`;
  $('title').textContent = head.town + (e && head.elections.length < 2 ? ' · ' + e.name : ''); // or else the list says which
  $('scope').textContent = head.scope + ' · ' + head.viewer;
  $('election').hidden = head.elections.length < 2;
  $('election').replaceChildren(...head.elections.map(x => new Option(x.name, x.id, false, x.id === election)));
  $('search').placeholder = w().search;
  $('search').setAttribute('aria-label', w().search);
  $('area').setAttribute('aria-label', w().areas);
  $('language').textContent = w().other;
  $('find').replaceChildren(...put(make('span'), '🔍').childNodes);
  $('find').setAttribute('aria-label', w().find);
}

function drawClock() {
  const stale = head && (!connected || now() - asOf > 30 || now() - asOf < -30);
  const text = head ? (stale ? w().stale(clock(asOf)) : w().asof(`${dayOf(asOf)} ${local(asOf).toISOString().slice(11, 19)}`)) : '';
  if ($('asof').textContent !== text) $('asof').replaceChildren(...put(make('span'), text).childNodes);
  $('asof').className = stale ? 'stale' : '';
  document.body.classList.toggle('stale', !!stale);
}

function lock(text) {
  head = null;
  units.clear();
  cards.clear();
  for (const id of ['grid', 'totals', 'areas', 'area', 'said', 'unit']) $(id).replaceChildren(); // nothing stays, not even unseen
  for (const id of ['totals', 'filters', 'more', 'election']) $(id).hidden = true;
  $('scope').textContent = '';
  $('title').textContent = document.title = w().board;
  $('language').textContent = w().other;
  $('notice').textContent = text;
  if ($('unit').open) $('unit').close();
  drawClock();
}

// What comes.

// told is what is news of a unit: that its officer wrote is none.
const told = u => JSON.stringify({ ...u, contact: 0 });

const events = {
  state(m) {
    const before = head;
    head = m;
    language = m.language;
    units.clear();
    cards.clear();
    if (!m.elections.some(e => e.id === election)) election = m.elections.length ? m.elections[0].id : '';
    for (const u of m.units) units.set(u.id, u);
    if (!before) filter = inElection().length > wallMost && inElection().some(fits.open) ? 'open' : 'all';
    $('notice').textContent = '';
    drawHead();
    if (m.elections.length) draw();
    if (!before) requestAnimationFrame(() => performance.mark('figures')); // for whoever measures
    m.units = null;
  },
  change(m) {
    const news = m.units.filter(u => told(u) !== told(units.get(u.id) || {}));
    for (const u of m.units) units.set(u.id, u);
    draw(new Set(m.units.map(u => u.id)), new Set(news.map(u => u.id)));
    $('said').textContent = news.length > 3 ? '' : news.map(u => w().now(u.name, w().states[u.state])).join(' ');
  },
  beat() {},
  gone() { lock(w().gone); throw new Error('gone'); },
};

function take(text) {
  const m = text.match(/^event: (\w+)\ndata: (.*)$/);
  if (!m || !events[m[1]]) return;
  const said = JSON.parse(m[2]);
  heard = Date.now();
  if (said.now) { ahead = said.now - Date.now() / 1000; asOf = said.asOf; }
  connected = true;
  events[m[1]](said);
  if (said.version) version = said.version;
  drawClock();
}

let cut = new AbortController();
const headers = () => session ? { Authorization: 'Bearer ' + session } : {};

// listen follows the events once; it returns how long to wait before the next
// time, in seconds, or -1 if there shall be none.
async function listen() {
  cut = new AbortController();
  const answer = await fetch('events?' + new URLSearchParams({ lang: language, after: head ? version : '' }), { headers: headers(), signal: cut.signal, cache: 'no-store' });
  if (answer.status === 401) { lock(mini ? w().reopen : w().locked); return -1; }
  if (answer.status === 403) { lock(w().gone); return -1; }
  if (answer.status === 429) { lock(w().busy); return 15; }
  if (!answer.ok) return 3;
  const reader = answer.body.getReader(), decoder = new TextDecoder();
  for (let rest = '';;) {
    const { done, value } = await reader.read();
    if (done) return 1;
    rest += decoder.decode(value, { stream: true });
    const all = rest.split('\n\n');
    rest = all.pop();
    all.forEach(take);
  }
}

let hurry = () => {}, soon = false;
async function follow() {
  for (let tries = 0;; tries++) {
    let wait = Math.min(15, 2 ** tries) * (0.7 + 0.6 * Math.random());
    const began = Date.now();
    heard = began;
    try {
      const asked = await listen();
      if (asked < 0) return;
      wait = Math.max(wait, asked);
    } catch (e) {
      if (e.message === 'gone') return;
    }
    connected = false;
    if (soon || Date.now() - began > 30000) tries = 0;
    if (soon) wait = 0;
    soon = false;
    drawClock();
    await new Promise(go => { hurry = go; setTimeout(go, wait * 1000); });
  }
}

// again begins a new connection now.
function again() {
  soon = true;
  cut.abort();
  hurry();
}

// As a Mini App. Telegram's own script is not needed: what it would read stands
// behind the # of the address, and what it would tell is told here.

let mini = false;

// tell tells Telegram something, in whichever client.
function tell(name, about) {
  const text = JSON.stringify(about || {});
  if (window.TelegramWebviewProxy) window.TelegramWebviewProxy.postEvent(name, text);
  else if (window.parent !== window) window.parent.postMessage(JSON.stringify({ eventType: name, eventData: about || {} }), 'https://web.telegram.org');
}

// brightness is that of a color #rrggbb, from 0 to 1 (WCAG's relative luminance).
function brightness(color) {
  const [r, g, b] = [1, 3, 5].map(i => parseInt(color.slice(i, i + 2), 16) / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

// wear takes Telegram's colors, where the states' own can be told apart on them.
function wear(text) {
  let given = {};
  try { given = JSON.parse(text) || {}; } catch { return; }
  const color = name => /^#[0-9a-f]{6}$/i.test(given[name]) ? given[name] : '';
  const face = color('section_bg_color') || color('bg_color'), ground = color('secondary_bg_color') || face, ink = color('text_color');
  if (!face) return;
  const dark = brightness(face) < 0.18, root = document.documentElement;
  root.dataset.theme = dark ? 'dark' : 'light';
  const fits = c => dark ? brightness(c) < 0.04 : brightness(c) > 0.8;
  if (!ink || !fits(face) || !fits(ground) || (dark ? brightness(ink) < 0.6 : brightness(ink) > 0.05)) return;
  for (const [name, value] of Object.entries({ face, ground, ink })) root.style.setProperty('--' + name, value);
}

// enter exchanges what Telegram says of the user for a session; false if it
// gives none. Nothing is shown then, also if somebody else's session is there.
async function enter() {
  const launch = new URLSearchParams(location.hash.slice(1)), given = launch.get('tgWebAppData');
  if (!given) return true;
  mini = true;
  history.replaceState(null, '', location.pathname + location.search);
  wear(launch.get('tgWebAppThemeParams'));
  tell('web_app_ready');
  tell('web_app_expand');
  tell('web_app_setup_swipe_behavior', { allow_vertical_swipe: false }); // to scroll up is not to close
  for (let tries = 0; tries < 5; tries++) {
    const answer = await fetch('enter', { method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: given }).catch(() => null);
    if (answer && answer.status === 200) session = (await answer.json()).session;
    if (answer && answer.ok) return true;
    if (answer && answer.status < 500) { lock(answer.status === 403 ? w().stranger : w().reopen); return false; }
    await new Promise(go => setTimeout(go, 1000 * 2 ** tries));
  }
  lock(w().reopen);
  return false;
}

async function openUnit(id) {
  const answer = await fetch('unit?' + new URLSearchParams({ id, lang: language }), { headers: headers(), cache: 'no-store' });
  if (!answer.ok) { again(); return; }
  const s = await answer.json(), dialog = $('unit'), close = make('button', '', w().close);
  const shown = units.get(id) || {}, lines = [[w().place, [s.place, s.hours].filter(Boolean).join('　')], [w().officers, (s.officers || []).join('、')], [w().contact, shown.contact ? momentOf(shown.contact) : ''], [w().leaders, (s.leaders || []).join('、')]];
  close.addEventListener('click', () => dialog.close());
  const title = make('h2', '', s.name); // has the focus, so that the dialog begins at its top
  title.tabIndex = -1;
  title.autofocus = true;
  dialog.replaceChildren(title);
  for (const c of s.counts || []) {
    const table = make('table');
    table.append(make('caption', '', c.title));
    for (const x of c.standings || []) {
      const line = make('tr');
      line.append(make('td', '', (x.elected ? '● ' : '') + x.name), make('td', '', number(x.votes)), make('td', '', x.elected ? w().elected : ''));
      table.append(line);
    }
    dialog.append(table);
  }
  dialog.append(make('p', '', s.text), make('p', '', lines.filter(l => l[1]).map(l => l.join('：')).join('\n')), close);
  dialog.setAttribute('aria-label', s.name);
  dialog.showModal();
}

$('grid').addEventListener('click', e => {
  const card = e.target.closest('[data-unit]');
  if (card) openUnit(card.dataset.unit).catch(again);
});
$('unit').addEventListener('click', e => { if (e.target === $('unit')) $('unit').close(); });
$('find').addEventListener('click', () => $('find').setAttribute('aria-expanded', $('filters').classList.toggle('open')));
$('search').addEventListener('input', () => choose(() => {}));
$('area').addEventListener('change', () => choose(() => { area = $('area').value; }));
$('election').addEventListener('change', () => choose(() => { election = $('election').value; area = ''; drawHead(); }));
$('language').addEventListener('click', () => {
  language = language === 'en' ? 'zh' : 'en';
  version = '';
  if (head) again(); else location.search = '?lang=' + language;
});
new IntersectionObserver(seen => { if (head && seen.some(s => s.isIntersecting) && cards.size >= limit) { limit += pageSize; draw(new Set()); } }, { rootMargin: '600px' }).observe($('more'));
window.addEventListener('resize', () => head && fitWall(inElection().length));
window.addEventListener('online', again);
document.addEventListener('visibilitychange', () => { if (!document.hidden && !connected) again(); });
setInterval(() => { drawClock(); if (connected && Date.now() - heard > 35000) again(); }, 1000);
setInterval(() => { if (head && head.elections.length) draw(); }, 60000); // ages and days

$('notice').textContent = w().connecting;
enter().then(entered => { if (entered) follow(); });
