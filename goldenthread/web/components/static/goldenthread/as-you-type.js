// Checks what is being typed a moment after the last key. Without this file the button, or the next page, does it.
// form[data-check] names where to ask. data-section, data-name and data-stage stand in for fields a form does not have;
// data-whole: all of the form's words are one item (what, who, how often), else it is the line the cursor is in.
const PAUSE = 500;
const form = document.querySelector('form[data-check]');
const text = form.elements.text;
const said = document.getElementById('as-you-type');
let timer = 0;
let asked = null;

function given(name) {
  const field = form.elements[name];
  return (field && field.value) || form.dataset[name] || '';
}

function line() {
  const begin = text.value.lastIndexOf('\n', text.selectionStart - 1) + 1;
  const end = text.value.indexOf('\n', text.selectionStart);
  return text.value.slice(begin, end < 0 ? undefined : end);
}

function whole() {
  const others = [...form.querySelectorAll('input[type="text"]')].filter((field) => field.value.trim());
  const named = (field) => `${field.labels[0] ? field.labels[0].textContent.trim() : ''}: ${field.value.trim()}`;
  return [text.value.replace(/\s+/g, ' ').trim(), ...others.map(named)].join(' | ');
}

function section() {
  const chosen = given('section');
  if (chosen !== 'whole') return chosen;
  const before = text.value.slice(0, text.selectionStart);
  const headings = [...before.matchAll(/^\s*section ([a-k][12]?)\b.*$/gim)];
  return headings.length ? headings.at(-1)[1].toUpperCase() : '';
}

async function check() {
  if (asked) asked.abort();
  asked = new AbortController();
  const sent = new FormData();
  for (const name of ['name', 'stage']) sent.set(name, given(name));
  sent.set('section', section());
  sent.set('text', 'whole' in form.dataset ? whole() : line());
  try {
    const answer = await fetch(form.dataset.check, { method: 'POST', body: sent, signal: asked.signal, credentials: 'omit' });
    if (answer.ok) said.innerHTML = (await answer.json()).html; // made by our own template, everything typed in it escaped
  } catch {
    // What is typed is checked all the same when it is saved or sent.
  }
}

form.addEventListener('input', () => {
  clearTimeout(timer);
  timer = setTimeout(check, PAUSE);
});
