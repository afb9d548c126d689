// Saves a section a few seconds after the last key, and says when. Without this file the Save button does it.
const PAUSE = 3000;
const form = document.querySelector('form[data-autosave]');
const text = form.querySelector('textarea');
const said = document.getElementById('autosave');
let kept = null;
let stopped = 'over' in form.elements; // somebody saved first: what is in the box waits for its writer's word
if (!stopped) kept = text.value;
let timer = 0;
let saving = null;

function say(words) {
  if (said.textContent !== words) said.textContent = words; // the same words again are not read out again
}

async function save() {
  clearTimeout(timer);
  if (stopped || text.value === kept) return;
  if (saving) return saving;
  const sent = text.value;
  saving = fetch(form.action, {
    method: 'POST',
    body: new FormData(form),
    headers: { Accept: 'application/json' },
    credentials: 'same-origin',
    keepalive: sent.length < 15000,
  })
    .then(async (answer) => {
      if (answer.redirected || !(answer.headers.get('Content-Type') || '').includes('json')) {
        say('Not saved. You may have been signed out. Keep this page open, sign in again in another window, and press Save.');
        return;
      }
      const told = await answer.json();
      if (answer.ok) {
        kept = sent;
        form.elements.version.value = told.version;
        say(`Saved at ${told.saved_at}`);
      } else if (told.changed) {
        stopped = true;
        say(`${told.by} saved this section at ${told.at}. Yours is not saved yet. Press Save to see both.`);
      } else {
        say(`Not saved. ${told.problem}`);
      }
    })
    .catch(() => say('Not saved: the connection is lost. What you type stays here and is tried again.'))
    .finally(() => {
      saving = null;
      if (!stopped && text.value !== kept) timer = setTimeout(save, PAUSE);
    });
  return saving;
}

text.addEventListener('input', () => {
  clearTimeout(timer);
  timer = setTimeout(save, PAUSE);
});
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') save();
});
// The button sends the version of the text saved last: wait for a save under way, then go on with the same button.
form.addEventListener('submit', (event) => {
  clearTimeout(timer);
  if (saving) {
    event.preventDefault();
    saving.finally(() => form.requestSubmit(event.submitter));
    return;
  }
  stopped = true;
  kept = text.value;
});
window.addEventListener('beforeunload', (event) => {
  if (text.value !== kept) event.preventDefault();
});
