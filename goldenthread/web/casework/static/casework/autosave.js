// Saves what is typed a few seconds after the last key, and says when. Without this file the Save button does it.
// The form has `version`; a form that adds something has `item`, which its first save fills in.
const PAUSE = 3000;
const NOT_TYPED = ['version', 'item', 'csrfmiddlewaretoken'];
const form = document.querySelector('form[data-autosave]');
const said = document.getElementById('autosave');
let kept = null;
let stopped = 'over' in form.elements; // somebody saved first: what is typed waits for its writer's word
if (!stopped) kept = typed();
let timer = 0;
let saving = null;
let again = false; // the last save did not reach us

function typed() {
  const fields = [...new FormData(form)].filter(([name]) => !NOT_TYPED.includes(name));
  return new URLSearchParams(fields).toString();
}

function say(words) {
  if (said.textContent !== words) said.textContent = words; // the same words again are not read out again
}

async function save() {
  clearTimeout(timer);
  if (stopped || typed() === kept) return;
  if (saving) return saving;
  const sent = typed();
  again = false;
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
        if (!told.partly) kept = sent;
        form.elements.version.value = told.version;
        const item = form.querySelector('input[name="item"]'); // form.elements.item is a method of the browser's own
        if (item && told.item) item.value = told.item;
        say(`Saved at ${told.saved_at}${told.besides ? `. ${told.besides}` : ''}`);
      } else if (told.changed) {
        stopped = true;
        say(`${told.by} saved this ${told.what} at ${told.at}. Yours is not saved yet. Press Save to see both.`);
      } else {
        say(`Not saved. ${told.problem}`);
      }
    })
    .catch(() => {
      again = true;
      say('Not saved: the connection is lost. What you type stays here and is tried again.');
    })
    .finally(() => {
      saving = null;
      if (!stopped && (again || typed() !== sent)) timer = setTimeout(save, PAUSE);
    });
  return saving;
}

for (const event of ['input', 'change']) {
  form.addEventListener(event, () => {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  });
}
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') save();
});
// The button sends the version saved last: wait for a save under way, then go on with the same button.
form.addEventListener('submit', (event) => {
  clearTimeout(timer);
  if (saving) {
    event.preventDefault();
    saving.finally(() => form.requestSubmit(event.submitter));
    return;
  }
  stopped = true;
  kept = typed();
});
window.addEventListener('beforeunload', (event) => {
  if (typed() !== kept) event.preventDefault();
});
