// Runs before the page is drawn, so that what only works with JavaScript does not flash without it.
document.body.classList.add('js-enabled');
if ('noModule' in HTMLScriptElement.prototype) document.body.classList.add('govuk-frontend-supported');
