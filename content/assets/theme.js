// The choice of light or dark, before the page is drawn.
try { document.documentElement.dataset.theme = localStorage.getItem("theme") || ""; } catch { /* not remembered */ }
