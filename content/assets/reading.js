/* What reading does not need: the choice of light or dark, the copying of an item's address,
   the opening of what an address leads to, the ways of a copy that is read without a server. */
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

  // A table that is laid out as cards stays a table for a screen reader.
  const roles = [["thead, tbody", "rowgroup"], ["tr", "row"], ["td", "cell"], ["thead th", "columnheader"], ["tbody th", "rowheader"]];
  for (const table of document.querySelectorAll("table.cards")) {
    table.setAttribute("role", "table");
    for (const [names, role] of roles) for (const part of table.querySelectorAll(names)) part.setAttribute("role", role);
  }

  // Pass the page on: with the phone's own list where it has one, else the address is copied.
  for (const place of document.querySelectorAll("[data-share]")) {
    if (!navigator.share && !navigator.clipboard) break;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: "Chia sẻ" });
    button.addEventListener("click", async () => {
      const url = document.querySelector("link[rel=canonical]")?.href || location.href;
      try {
        if (navigator.share) return await navigator.share({ title: document.title, url });
        await navigator.clipboard.writeText(url);
      } catch { return; }
      said.textContent = button.textContent = "Đã chép địa chỉ";
    });
    place.append(button);
  }

  // A letter that a reader may copy.
  for (const letter of document.querySelectorAll("[data-copy]")) {
    if (!navigator.clipboard) break;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: "Chép thư" });
    button.addEventListener("click", async () => {
      try { await navigator.clipboard.writeText(letter.innerText); } catch { return; }
      said.textContent = button.textContent = "Đã chép thư";
    });
    letter.after(button);
  }

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
  const named = () => {
    try { return decodeURIComponent(location.hash.slice(1)); } catch { return ""; /* “#95%” names nothing */ }
  };
  const unfold = () => {
    const found = location.hash && document.getElementById(named());
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

  // A copy on the reader's machine: nobody opens a folder's page there, and no script may read a file.
  if (location.protocol === "file:") {
    for (const link of document.querySelectorAll("a[href]")) {
      const [, path, rest] = link.getAttribute("href").match(/^([^?#]*)(.*)$/s);
      if (/(^|\/)\.{0,2}$/.test(path) && path) link.setAttribute("href", `${path.replace(/\/?$/, "/")}index.html${rest}`);
    }
    const say = (event) => {
      const form = event.target.closest("[role=search]");
      if (!form) return;
      if (event.type === "submit") event.preventDefault();
      const note = form.querySelector(".search-offline") || form.appendChild(document.createElement("p"));
      note.className = form.matches("[data-search-box]") ? "search-failed search-offline" : "callout search-offline";
      note.setAttribute("role", "alert");
      note.textContent = "Bản sao trên máy này đọc được mọi trang, nhưng tìm kiếm cần một máy chủ nhỏ: "
        + "trong thư mục của bản sao, chạy “python3 -m http.server”, rồi mở http://localhost:8000.";
    };
    document.addEventListener("input", say);
    document.addEventListener("submit", say);
  }
})();
