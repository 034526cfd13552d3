/* Filters and sorts plain tables. Without it every table is complete, in the order it was written.

   The page writes a table; this script adds the form above it and buttons into its head:

     <table data-list="…">                 its value: a prefix for the address, empty on a page with
                                           one such table (<table data-list="">)
       data-noun="kế hoạch"                what a row is, for “2 trong 5 kế hoạch”
       data-filters="linh-vuc:Lĩnh vực;cap:Cấp"
                                           choices without a column of their own: name:label; …
       <th scope="col" data-sort>          a click sorts: Vietnamese order (a ă â … d đ …);
       <th scope="col" data-sort="number"> by number. Cells without a value always come last.
       <th scope="col" data-filter="tinh"> a choice among the column's values, “tinh” in the address
       <th … data-label="Tỉnh">            its label where the heading's text is not right
     <tbody>
       <tr data-linh-vuc="Thể chế|Công vụ"> values of a choice without a column, separated by |
       <td data-key="2026-04">             what sorts, where the text does not (dates; 1.234)
       <td data-value="Hải Phòng">         what the choice offers, where the text is longer; | separates

   A choice of a single value is not offered. The state stands in the address: ?tinh=Hải+Phòng
   &tim=vinh+bao&xep=-3 (third column, descending), so that a filtered list can be sent to others.
   What is typed is found without diacritics. Text comes from the table; a live region counts rows. */
(() => {
  const collator = new Intl.Collator("vi", { numeric: true });
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "")
    .replace(/[đĐ]/g, "d").toLowerCase();
  const words = (text) => text.replace(/\s+/g, " ").trim();
  const split = (text) => text.split("|").map(words).filter(Boolean);

  document.querySelectorAll("table[data-list]").forEach(prepare);

  function prepare(table) {
    const prefix = table.dataset.list ? `${table.dataset.list}-` : "";
    const body = table.tBodies[0];
    const heads = [...table.tHead.rows[0].cells];
    const rows = [...body.rows].map((row) => ({ row, text: fold(row.textContent), picks: {} }));
    const choices = [...columnChoices(), ...otherChoices()].filter((choice) => choice.values.length > 1);
    const state = read();
    const form = makeForm();
    const onPaper = Object.assign(document.createElement("p"), { className: "print-only list-state" });
    (table.closest(".scroll") || table).before(form, onPaper);
    const count = form.querySelector(".list-count");
    heads.forEach(makeSortButton);
    apply();
    addEventListener("popstate", () => { Object.assign(state, read()); fill(); apply(); });

    function columnChoices() {
      return heads.flatMap((head, column) => head.dataset.filter === undefined ? [] : [
        choice(head.dataset.filter, head.dataset.label || words(head.textContent), (row) => {
          const cell = row.cells[column];
          return cell.dataset.value ?? cell.textContent;
        }),
      ]);
    }

    function otherChoices() {
      return (table.dataset.filters || "").split(";").filter(Boolean).map((entry) => {
        const [name, label] = entry.split(":").map(words);
        return choice(name, label, (row) => row.getAttribute(`data-${name}`) || "");
      });
    }

    function choice(name, label, valueOf) {
      const values = new Set();
      for (const entry of rows) {
        entry.picks[name] = split(valueOf(entry.row));
        entry.picks[name].forEach((value) => values.add(value));
      }
      return { name, label, values: [...values].sort(collator.compare) };
    }

    function read() {
      const query = new URLSearchParams(location.search);
      const picked = Object.fromEntries(choices.map(({ name, values }) => {
        const value = query.get(prefix + name) || "";
        return [name, values.includes(value) ? value : ""];
      }));
      return { picked, find: query.get(`${prefix}tim`) || "", sort: Number(query.get(`${prefix}xep`)) || 0 };
    }

    function write() {
      const query = new URLSearchParams(location.search);
      const set = (name, value) => value ? query.set(prefix + name, value) : query.delete(prefix + name);
      Object.entries(state.picked).forEach(([name, value]) => set(name, value));
      set("tim", state.find.trim());
      set("xep", state.sort);
      const written = query.toString();
      try {
        history.replaceState(null, "", location.pathname + (written && `?${written}`) + location.hash);
      } catch { /* a saved page has no address to change; its list filters all the same */ }
    }

    function makeForm() {
      const made = document.createElement("form");
      made.className = "list-tools";
      made.setAttribute("aria-label", "Lọc danh sách");
      const find = Object.assign(document.createElement("input"), { type: "search", name: "tim", value: state.find });
      made.append(labelled("Tìm trong bảng", find));
      for (const { name, label, values } of choices) {
        const select = Object.assign(document.createElement("select"), { name });
        select.append(new Option("Tất cả", ""), ...values.map((value) => new Option(value, value)));
        select.value = state.picked[name];
        made.append(labelled(label, select));
      }
      const clear = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: "Bỏ lọc" });
      clear.addEventListener("click", () => {
        choices.forEach(({ name }) => { state.picked[name] = ""; });
        state.find = "";
        fill();
        update();
      });
      const counted = Object.assign(document.createElement("p"), { className: "list-count" });
      counted.setAttribute("role", "status");
      made.append(clear, counted);
      made.addEventListener("submit", (event) => event.preventDefault());
      made.addEventListener("input", ({ target }) => {
        if (target.name === "tim") state.find = target.value; else state.picked[target.name] = target.value;
        update();
      });
      return made;
    }

    function labelled(text, field) {
      const label = document.createElement("label");
      label.append(text, field);
      return label;
    }

    function fill() {
      form.elements.tim.value = state.find;
      choices.forEach(({ name }) => { form.elements[name].value = state.picked[name]; });
    }

    function makeSortButton(head, column) {
      if (head.dataset.sort === undefined) return;
      const button = Object.assign(document.createElement("button"), { type: "button", className: "sort" });
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        state.sort = state.sort === column + 1 ? -(column + 1) : column + 1;
        update();
      });
    }

    function update() { write(); apply(); }

    function apply() {
      const wanted = fold(state.find).split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const { row, text, picks } of rows) {
        const fits = wanted.every((word) => text.includes(word))
          && choices.every(({ name }) => !state.picked[name] || picks[name].includes(state.picked[name]));
        row.hidden = !fits;
        shown += fits;
      }
      body.append(...sorted().map(({ row }) => row));
      heads.forEach((head, column) => {
        if (head.dataset.sort === undefined) return;
        const isSorted = Math.abs(state.sort) === column + 1;
        if (isSorted) head.setAttribute("aria-sort", state.sort > 0 ? "ascending" : "descending");
        else head.removeAttribute("aria-sort");
      });
      const noun = table.dataset.noun || "dòng";
      count.textContent = shown === rows.length ? `${rows.length} ${noun}` : `${shown} trong ${rows.length} ${noun}`;
      sayOnPaper(shown === rows.length ? "" : count.textContent);
    }

    // Paper has no form: what is left out is named above the table.
    function sayOnPaper(counted) {
      const picked = choices.filter(({ name }) => state.picked[name])
        .map(({ name, label }) => `${label}: ${state.picked[name]}`);
      const typed = state.find.trim() ? [`có chữ “${state.find.trim()}”`] : [];
      const named = [...picked, ...typed];
      onPaper.textContent = named.length ? `Danh sách đã lọc. ${named.join("; ")}. ${counted || count.textContent}.` : "";
      onPaper.hidden = !named.length;
    }

    function sorted() {
      const column = Math.abs(state.sort) - 1;
      const head = heads[column];
      if (!head || head.dataset.sort === undefined) return rows;
      const isNumber = head.dataset.sort === "number";
      const keyed = rows.map((entry) => {
        const cell = entry.row.cells[column];
        const written = words(cell.dataset.key ?? cell.textContent);
        const number = Number(written.replace(",", "."));
        const isEmpty = written === "" || (isNumber && Number.isNaN(number));
        return { entry, key: isNumber ? number : written, isEmpty };
      });
      const compare = isNumber ? (a, b) => a - b : collator.compare;
      const sign = Math.sign(state.sort);
      keyed.sort((a, b) => (a.isEmpty - b.isEmpty) || (a.isEmpty ? 0 : sign * compare(a.key, b.key)));
      return keyed.map(({ entry }) => entry);
    }
  }
})();
