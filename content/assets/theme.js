// Before the page is drawn: the choice of light or dark, and that scripts run, so that what reading.js
// will fold on a phone is never seen open first.
try { document.documentElement.dataset.theme = localStorage.getItem("theme") || ""; } catch { /* not remembered */ }
document.documentElement.classList.add("scripted", "folding");
