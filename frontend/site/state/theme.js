// Sets the theme: light, dark or the system's. A classic script, not a module, because it must run before the first paint.

(() => {
  let theme = 'system';
  try {
    theme = localStorage.getItem('theme') ?? theme;
  } catch {
    // Without storage the theme is the system's.
  }
  document.documentElement.dataset.theme = theme;
})();
