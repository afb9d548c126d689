// The page says where the frontend is, because its name holds a fingerprint that changes with its contents.
const { frontend } = document.querySelector('script[data-frontend]').dataset;
const { initAll } = await import(frontend);
initAll();
