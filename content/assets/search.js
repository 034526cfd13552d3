// Brings the search program when a reader turns to a search box, and not before.

const isSearchBox = (element) => element.matches("[data-search-box] input[role=combobox]");

const FAILED = "Chưa tải được phần tìm kiếm. Hãy kiểm tra mạng rồi gõ lại, hoặc xem các danh sách trong Danh mục.";

// What cannot be had is said where the reader looks: below the box, or above the answers.
function sayFailed(place) {
  const form = place.closest("[data-search-box]");
  const said = form
    ? form.querySelector(".search-failed") || form.appendChild(document.createElement("p"))
    : document.querySelector("[data-search-page] [role=status]");
  if (form) {
    said.className = "search-failed";
    said.setAttribute("role", "alert");
  }
  said.textContent = FAILED;
}
document.addEventListener("search-failed", ({ target }) => sayFailed(target));

// All of the program in one round of requests: what one module names is not waited for.
const MODULES = ["answers", "box", "candidates", "engine", "facets", "files", "gazetteer", "page", "program", "query", "ranking", "render", "spelling", "words"];
let isWarm = false;
function warm(unneeded) {
  if (isWarm) return;
  isWarm = true;
  for (const name of MODULES.filter((each) => each !== unneeded)) {
    const address = String(new URL(`./search/${name}.js`, import.meta.url));
    document.head.append(Object.assign(document.createElement("link"), { rel: "modulepreload", href: address }));
  }
}

async function start(input) {
  warm("page");
  try {
    const { startBox } = await import("./search/box.js");
    startBox(input);
  } catch {
    sayFailed(input);
  }
}

document.addEventListener("input", (event) => {
  if (isSearchBox(event.target) && !event.target.dataset.started) start(event.target);
});

async function startPage() {
  const place = document.querySelector("[data-search-page]");
  if (!place) return;
  warm("box");
  try {
    const { startResults } = await import("./search/page.js");
    await startResults(place);
  } catch {
    sayFailed(place);
  }
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
