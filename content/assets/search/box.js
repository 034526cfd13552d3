// The search box: a combobox (WAI-ARIA 1.2) whose list holds the best answers, grouped by kind.

import { detailsOf, element, fill, grouped, headOf } from "./render.js";
import { isReloaded, loadTexts, root, search } from "./program.js";

const PAUSE = 150;
const MOST = 8;
const A_KIND = 3;
const COMPOSING = 229; // what Safari says of a key that ends a composition

export function startBox(input) {
  if (input.dataset.started) return;
  input.dataset.started = "true";
  new Box(input).update();
}

class Box {
  constructor(input) {
    this.input = input;
    this.form = input.closest("[data-search-box]");
    this.list = this.form.querySelector("[role=listbox]");
    this.status = this.form.querySelector("[role=status]");
    this.options = [];
    this.active = -1;
    input.addEventListener("input", () => this.soon());
    input.addEventListener("keydown", (event) => this.press(event));
    input.addEventListener("focus", () => this.options.length && this.open(true));
    this.form.addEventListener("focusout", (event) => {
      if (!this.form.contains(event.relatedTarget)) this.open(false);
    });
    this.form.addEventListener("submit", () => this.open(false));
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.update(), PAUSE);
  }

  async update() {
    const query = this.input.value.trim();
    this.asked = query;
    if (!query) return this.show([], null);
    try {
      const texts = await loadTexts();
      const result = await search.find(query, { isTyping: true, plansToRead: 3 });
      if (this.asked === query) this.show(result.hits, { texts, query, result });
    } catch (error) {
      if (!isReloaded(error)) this.fail();
    }
  }

  // search.js, which is there, says so: texts of this program may be what could not be had.
  fail() {
    this.show([], null);
    this.form.dispatchEvent(new CustomEvent("search-failed", { bubbles: true }));
  }

  show(hits, context) {
    this.form.querySelector(".search-failed")?.remove();
    this.active = -1;
    this.input.removeAttribute("aria-activedescendant");
    this.options = [];
    this.list.replaceChildren();
    if (!context) return this.open(false);
    const { texts, query, result } = context;
    for (const [kind, members] of grouped(few(hits))) this.list.append(this.group(kind, members, texts));
    if (hits.length) this.list.append(this.option(allAnswers(query), [fill(texts.all, { query })], ""));
    this.open(hits.length > 0);
    this.status.textContent = announcement(hits, result, texts, query);
  }

  group(kind, members, texts) {
    const label = element("span", { id: `search-kind-${kind}`, className: "search-kind" }, texts.kinds[kind]);
    const options = members.map((hit) =>
      this.option(new URL(hit.address, root), headOf(hit), detailsOf(hit, search.files.meta, texts)),
    );
    return element("div", { role: "group", "aria-labelledby": label.id }, label, ...options);
  }

  option(address, head, details) {
    const made = element(
      "a",
      { role: "option", id: `search-option-${this.options.length}`, href: String(address), tabIndex: -1, "aria-selected": "false" },
      element("span", { className: "search-head" }, ...head),
      details ? element("span", { className: "search-details" }, details) : null,
    );
    this.options.push(made);
    return made;
  }

  open(isOpen) {
    this.list.hidden = !isOpen;
    this.input.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) this.move(-1);
  }

  move(to) {
    this.options[this.active]?.setAttribute("aria-selected", "false");
    this.active = to;
    const option = this.options[to];
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  press(event) {
    // Letters are still being composed (Telex, VNI): the key belongs to the input method.
    if (event.isComposing || event.keyCode === COMPOSING) return;
    const last = this.options.length - 1;
    if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      return this.open(false);
    }
    if (event.key === "Enter" && this.active >= 0) {
      event.preventDefault();
      location.assign(this.options[this.active].href);
    }
    if (last < 0 || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
    event.preventDefault();
    if (this.list.hidden) this.open(true);
    if (event.key === "ArrowDown") this.move(this.active >= last ? 0 : this.active + 1);
    else this.move(this.active <= 0 ? last : this.active - 1);
  }
}

function few(hits) {
  const counts = {};
  return hits.filter((hit) => (counts[hit.kind] = (counts[hit.kind] || 0) + 1) <= A_KIND).slice(0, MOST);
}

function allAnswers(query) {
  const address = new URL("tim-kiem/", root);
  address.searchParams.set("q", query);
  return address;
}

function announcement(hits, result, texts, query) {
  if (!hits.length) return fill(texts.empty, { query });
  const count = fill(texts.count.some, { count: few(hits).length });
  return result.suggestion ? `${fill(texts.suggested, { query: result.suggestion })} ${count}` : count;
}
