// Light, dark, or what the system says. Loaded as a classic script before anything is painted, so it is the one file that is no module.

(() => {
  let theme = 'system';
  try {
    theme = localStorage.getItem('theme') ?? theme;
  } catch {
    // Without storage the system decides.
  }
  document.documentElement.dataset.theme = theme;
})();
