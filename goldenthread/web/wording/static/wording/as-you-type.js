// Checks the line being typed a moment after the last key. Without this file the button checks all of it.
const PAUSE = 500;
const form = document.querySelector('form[data-check]');
const text = form.elements.text;
const said = document.getElementById('as-you-type');
let timer = 0;
let asked = null;

function line() {
  const begin = text.value.lastIndexOf('\n', text.selectionStart - 1) + 1;
  const end = text.value.indexOf('\n', text.selectionStart);
  return text.value.slice(begin, end < 0 ? undefined : end);
}

function section() {
  const chosen = form.elements.section.value;
  if (chosen !== 'whole') return chosen;
  const before = text.value.slice(0, text.selectionStart);
  const headings = [...before.matchAll(/^\s*section ([a-k][12]?)\b.*$/gim)];
  return headings.length ? headings.at(-1)[1].toUpperCase() : '';
}

async function check() {
  if (asked) asked.abort();
  asked = new AbortController();
  const sent = new FormData();
  for (const name of ['name', 'stage']) sent.set(name, form.elements[name] ? form.elements[name].value : '');
  sent.set('section', section());
  sent.set('text', line());
  try {
    const answer = await fetch(form.dataset.check, { method: 'POST', body: sent, signal: asked.signal, credentials: 'omit' });
    if (answer.ok) said.innerHTML = (await answer.json()).html; // made by our own template, everything typed in it escaped
  } catch {
    // The button still works.
  }
}

text.addEventListener('input', () => {
  clearTimeout(timer);
  timer = setTimeout(check, PAUSE);
});
