// Brings the search program when a reader turns to a search box, and not before.

const isSearchBox = (element) => element.matches("[data-search-box] input[role=combobox]");

async function start(input) {
  const { startBox } = await import("./search/box.js");
  startBox(input);
}

document.addEventListener("input", (event) => {
  if (isSearchBox(event.target) && !event.target.dataset.started) start(event.target);
});

async function startPage() {
  const place = document.querySelector("[data-search-page]");
  if (!place) return;
  const { startResults } = await import("./search/page.js");
  startResults(place);
}

if (new URLSearchParams(location.search).get("q")) startPage();
document.addEventListener("submit", (event) => {
  const place = document.querySelector("[data-search-page]");
  if (!place || !event.target.matches("[data-search-box], [data-search-form]")) return;
  event.preventDefault();
  const address = new URL(location.href);
  address.search = new URLSearchParams(new FormData(event.target)).toString();
  history.pushState(null, "", address);
  startPage();
});
window.addEventListener("popstate", startPage);
