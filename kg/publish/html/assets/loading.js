// Questions to the source: at most one of each subject at a time, a newer one takes the older one's place, and its late answer is dropped.
// The page says quietly that it waits; a question without an answer is told in one sentence, and can be asked again.

const questions = new Map(); // subject → { key, controller, again }
const refused = new Map(); // subject + key → what to do when the reader tries again

/** Ask for `key` and hand the answer to `act`; one that is there at once is handed over at once. After a failure `failed` is done, and `again` is what trying again does. */
function ask(subject, key, question, act, { failed, again } = {}) {
  const before = questions.get(subject);
  if (before && before.key === key) return;
  drop(subject);
  const controller = new AbortController();
  const answer = question(controller.signal);
  if (!(answer instanceof Promise)) return act(answer);
  const own = { key, controller };
  questions.set(subject, own);
  showWaiting();
  const current = () => questions.get(subject) === own;
  answer.then((found) => {
    if (!current()) return;
    questions.delete(subject);
    showTrouble(null);
    act(found);
  }, (error) => {
    if (!current()) return;
    questions.delete(subject);
    refused.set(subject, { key, again: again || (() => ask(subject, key, question, act, { failed })) });
    showTrouble(error, subject);
    if (failed) failed();
  }).finally(showWaiting);
}

/** Forget a question; its answer will be dropped. */
function drop(subject) {
  const before = questions.get(subject);
  if (!before) return;
  questions.delete(subject);
  before.controller.abort();
  showWaiting();
}

function asking(subject) {
  return questions.has(subject);
}

/** Ask for all that the view needs and the graph does not hold; what the view no longer needs is dropped. */
function supply() {
  const wishes = source.wishes();
  for (const subject of WISHES) if (!wishes.some((w) => w.subject === subject)) drop(subject);
  for (const { subject, key, question } of wishes) {
    const before = refused.get(subject);
    if (before && before.key === key) continue; // told already; the reader may try again
    refused.delete(subject);
    ask(subject, key, question, () => {
      refresh();
      if (subject === 'part') fit(null, true);
      else if (subject === 'path' && pathNow && !pathNow.none) fit(pathNow.nodes, true);
      else if (subject === 'details' && selectedNode() >= 0) bring(selectedNode());
    }, { failed: showPanel });
  }
}

const WISHES = ['details', 'path', 'part', 'passing'];

/** A line that says that an answer is on its way, or nothing once the question has failed. */
function waitingLine(subject, text) {
  return refused.has(subject) ? null : el('p', { class: 'waiting quiet' }, text);
}

function showWaiting() {
  const busy = questions.size > 0;
  document.querySelector('main').setAttribute('aria-busy', String(busy));
  document.getElementById('panel').setAttribute('aria-busy', String(asking('details') || asking('path')));
  document.getElementById('progress').hidden = !busy;
}

/** Say what went wrong, with a button to try again; null takes it away. */
function showTrouble(error, subject) {
  const box = document.getElementById('trouble');
  box.hidden = !error;
  empty(box);
  if (!error) return refused.clear();
  const { again } = refused.get(subject);
  const retry = () => {
    refused.clear();
    box.hidden = true;
    document.getElementById('canvas').focus();
    again();
  };
  const close = () => (box.hidden = true);
  box.append(el('p', {}, named(error.message, 200)), el('button', { type: 'button', onclick: retry }, t('again')), el('button', { type: 'button', onclick: close }, t('close')));
}
