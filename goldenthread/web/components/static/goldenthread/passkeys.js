// The sign-in library says nothing to the person when their device gives no passkey: say it, at the top of the page.
document.addEventListener('allauth.error', (event) => {
  const problem = document.getElementById('passkey-problem');
  event.preventDefault(); // it would only go to the browser's console
  document.getElementById('main-content').prepend(problem);
  problem.hidden = false;
  problem.focus();
});
