/* What reading does not need: the choice of light or dark, the copying of an item's address,
   the opening of what an address leads to. */
(() => {
  const root = document.documentElement;

  const toggle = document.querySelector("[data-theme-toggle]");
  const isDark = () => root.dataset.theme
    ? root.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  const show = () => toggle.setAttribute("aria-pressed", String(isDark()));
  if (toggle) {
    toggle.hidden = false;
    toggle.setAttribute("aria-label", "Nền tối");
    show();
    toggle.addEventListener("click", () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      try { localStorage.setItem("theme", root.dataset.theme); } catch { /* not remembered */ }
      show();
    });
  }

  const said = document.createElement("p");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  document.body.append(said);
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a.anchor");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || !navigator.clipboard) return;
    try {
      await navigator.clipboard.writeText(link.href);
    } catch {
      return; // the address bar shows it all the same
    }
    link.classList.add("copied");
    said.textContent = "Đã chép địa chỉ của mục";
    setTimeout(() => { link.classList.remove("copied"); said.textContent = ""; }, 2500);
  });

  // Parts of a long page are folded on a phone, and whole on paper.
  const folds = [...document.querySelectorAll("details.fold")];
  const isNarrow = matchMedia("(max-width: 43.99rem)").matches;
  if (isNarrow) for (const fold of folds) fold.open = false;
  root.classList.remove("folding");
  let printed = [];
  addEventListener("beforeprint", () => {
    printed = folds.filter((fold) => !fold.open);
    for (const fold of printed) fold.open = true;
  });
  addEventListener("afterprint", () => { for (const fold of printed) fold.open = false; });

  // An address that leads to something folded opens it.
  const unfold = () => {
    const found = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!found) return;
    for (let box = found; box; box = box.parentElement) if (box.localName === "details") box.open = true;
    if (isNarrow) found.scrollIntoView();
  };
  addEventListener("hashchange", unfold);
  unfold();

  // Smooth only between places of a page that is there: an address from elsewhere arrives at once.
  addEventListener("load", () => setTimeout(() => root.classList.add("arrived"), 100));

  // The folded contents of a phone close behind the choice.
  document.querySelector(".contents-top")?.addEventListener("click", (event) => {
    if (event.target.closest("a")) event.currentTarget.open = false;
  });

  document.addEventListener("keydown", (event) => {
    const menu = document.querySelector(".site-menu[open]");
    if (event.key !== "Escape" || !menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
})();
