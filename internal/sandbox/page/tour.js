// The tour for newcomers: a few steps, one at a time, each with the telephone it is about. Closed, it stays closed in this
// browser until its button is pressed.

import { remembered, said, t } from './words.js';
import { h } from './message.js';

const kept = remembered();
let steps = [];
let at = 0;
let show = () => {};

const box = h('section', { id: 'tour', role: 'region', hidden: true });
const again = h('button', { id: 'guide', hidden: true, onclick: () => { at = 0; open(true); } });

// begin puts the tour's button before another one; look brings a telephone into view.
export function begin(before, look) {
  show = look;
  before.before(again);
  document.getElementById('toolbar').after(box); // it covers no telephone
}

export function take(wanted) {
  steps = wanted || [];
  again.hidden = !steps.length;
  draw();
  if (steps.length && kept.tour !== 'closed' && box.hidden) open(false);
}

function open(asked) {
  delete kept.tour;
  box.hidden = false;
  turn(at);
  if (asked) box.querySelector('.main').focus();
}

function close() {
  kept.tour = 'closed';
  box.hidden = true;
}

function turn(to) {
  at = to;
  draw();
  show(steps[at].user);
}

export function draw() {
  again.textContent = t('tour');
  const step = steps[at];
  if (!step) return;
  const last = at === steps.length - 1;
  box.setAttribute('aria-label', t('tour'));
  box.replaceChildren(
    h('h3', {}, `${at + 1}/${steps.length} · ${said(step.title)}`),
    h('p', {}, said(step.text)),
    h('div.buttons', {},
      h('button', { onclick: close, 'data-tour': 'close' }, t('close')),
      at > 0 && h('button', { onclick: () => turn(at - 1), 'data-tour': 'back' }, t('back')),
      h('button.main', { onclick: () => last ? close() : turn(at + 1), 'data-tour': 'next' }, t(last ? 'done' : 'next'))));
}
