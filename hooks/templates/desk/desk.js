"use strict";
/* What the desk adds to the program: CSV files as lists of rows, and fields in which a row of the
   same plan is chosen by its name. */
(function () {
  const { CMS, Papa, h, createClass } = window;

  // --- words that the program's Vietnamese lacks ----------------------------------------------

  const words = CMS.getLocale("vi");
  words.editor.editorWidgets.list = { ...words.editor.editorWidgets.list, add: "Thêm %{item}" };
  CMS.registerLocale("vi", words);

  // --- tables ---------------------------------------------------------------------------------

  /** The columns of a file stay as they stand there; what a form adds comes behind them. */
  function columnsOf(value) {
    const names = new Set(value.columns || []);
    for (const row of value.rows || []) Object.keys(row).forEach((name) => names.add(name));
    return [...names];
  }

  function isBlank(row) {
    return Object.values(row).every((cell) => cell === "" || cell === null || cell === undefined);
  }

  CMS.registerCustomFormat("bang", "csv", {
    fromFile(text) {
      const read = Papa.parse(text.replace(/^\uFEFF/, ""), { header: true, skipEmptyLines: true });
      return { columns: read.meta.fields || [], rows: read.data.map((row) => turned(row, "true", true)) };
    },
    toFile(value) {
      const rows = (value.rows || []).filter((row) => !isBlank(row)).map((row) => turned(row, true, "true"));
      return Papa.unparse({ fields: columnsOf(value), data: rows }, { newline: "\n" }) + "\n";
    },
  });

  /** Yes and no are words in a file and switches in a form. */
  function turned(row, yes, becomes) {
    const no = typeof yes === "string" ? "false" : false;
    const not = typeof becomes === "string" ? "false" : false;
    return Object.fromEntries(
      Object.entries(row).map(([key, cell]) => [key, cell === yes ? becomes : cell === no ? not : cell]),
    );
  }

  // --- rows of the same plan ------------------------------------------------------------------

  function plain(value) {
    return value && value.toJS ? value.toJS() : value;
  }

  /** What may be chosen: the rows of the lists that the field names, as they stand in the form. */
  function offered(entry, field) {
    const data = plain(entry.get("data")) || {};
    const found = [];
    for (const { list, key, text } of plain(field.get("lists")) || []) {
      for (const row of data[list] || []) {
        if (row && row[key]) found.push({ value: row[key], label: `${row[key]} · ${row[text] || ""}`.slice(0, 120) });
      }
    }
    return found;
  }

  /** What may be chosen, and what is chosen though its row is gone: it stays until somebody mends it. */
  function rowsFor({ entry, field, value }) {
    const now = [].concat(plain(value) || []);
    const rows = offered(entry, field);
    const known = new Set(rows.map((row) => row.value));
    for (const id of now) {
      if (!known.has(id)) rows.push({ value: id, label: `${id} · (không còn trong kế hoạch)` });
    }
    return { now, rows };
  }

  const oneRow = createClass({
    render() {
      const { now, rows } = rowsFor(this.props);
      const options = [{ value: "", label: "—" }, ...rows].map((row) =>
        h("option", { key: row.value, value: row.value }, row.label),
      );
      const { forID, classNameWrapper, onChange } = this.props;
      const choose = (event) => onChange(event.target.value || undefined);
      return h("select", { id: forID, className: classNameWrapper, value: now[0] || "", onChange: choose }, options);
    },
  });

  const severalRows = createClass({
    render() {
      const { now, rows } = rowsFor(this.props);
      const { forID, classNameWrapper, onChange } = this.props;
      const box = ({ value, label }) => {
        const change = (event) =>
          onChange(event.target.checked ? [...now, value] : now.filter((id) => id !== value));
        const input = h("input", { type: "checkbox", checked: now.includes(value), onChange: change });
        return h("label", { key: value, style: { display: "block", padding: "4px 0" } }, input, " ", label);
      };
      return h("div", { id: forID, className: classNameWrapper, role: "group" }, rows.map(box));
    },
  });

  const shown = createClass({
    render() {
      return h("span", {}, [].concat(plain(this.props.value) || []).join(", "));
    },
  });

  CMS.registerWidget("own-row", oneRow, shown);
  CMS.registerWidget("own-rows", severalRows, shown);
  CMS.init();
})();
