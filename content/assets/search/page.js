// The page of answers: all kinds, facets with counts, the state in the address.

import { FACETS } from "./facets.js";
import { detailsOf, element, excerptOf, fill, grouped, headOf, provinceOf } from "./render.js";
import { isReloaded, loadTexts, root, search } from "./program.js";

const FIRST_PLANS = 5;
const MORE_PLANS = 10;
const MOST_VALUES = 12;
const A_KIND = 10;

let current;

export function startResults(place) {
  if (!current) current = new Results(place);
  return current.read();
}

class Results {
  constructor(place) {
    this.answers = place.querySelector("[data-search-answers]");
    this.facets = place.querySelector("[data-search-facets]");
    this.panel = this.facets.closest("details");
    this.panel.open = matchMedia("(min-width: 60rem)").matches;
    this.status = place.querySelector("[role=status]");
    this.input = document.querySelector("[data-search-page] input[type=search]");
    this.plansToRead = FIRST_PLANS;
  }

  // From the address to the answers.
  async read() {
    try {
      this.texts = await loadTexts();
    } catch {
      return this.status.dispatchEvent(new CustomEvent("search-failed", { bubbles: true }));
    }
    const parameters = new URLSearchParams(location.search);
    this.query = (parameters.get("q") || "").trim();
    this.input.value = this.query;
    this.filters = {};
    for (const facet of FACETS) {
      const code = parameters.get(this.texts.parameters[facet]);
      if (code) this.filters[facet] = code;
    }
    this.plansToRead = FIRST_PLANS;
    await this.update();
  }

  async update() {
    const asked = JSON.stringify([this.query, this.filters, this.plansToRead]);
    this.asked = asked;
    this.status.textContent = this.texts.loading;
    try {
      const { query, filters, plansToRead } = this;
      const result = await search.find(query, { filters, plansToRead });
      if (this.asked === asked) this.show(result);
    } catch (error) {
      if (!isReloaded(error)) this.status.textContent = this.texts.failed;
    }
  }

  show(result) {
    const { texts, query } = this;
    const { hits, suggestion } = result;
    this.status.textContent = hits.length ? fill(texts.count.some, { count: hits.length }) : fill(texts.empty, { query });
    this.answers.replaceChildren();
    if (suggestion) this.answers.append(this.suggestion(suggestion, hits.length));
    if (!hits.length) this.answers.append(this.advice());
    for (const [kind, members] of grouped(hits)) this.answers.append(this.section(kind, members));
    if (result.hasMore && hits.length) this.answers.append(this.more(result));
    const isNarrowed = Object.keys(this.filters).length > 0;
    this.facets.replaceChildren(...(hits.length || isNarrowed ? result.facets.map((row) => this.facet(row)) : []));
    this.panel.hidden = !this.facets.hasChildNodes();
  }

  section(kind, members) {
    const shown = members.slice(0, A_KIND);
    const rest = members.slice(A_KIND).map((hit) => this.answer(hit));
    const list = element("ol", { className: "search-answers" }, ...shown.map((hit) => this.answer(hit)));
    const title = element("h2", { id: `search-section-${kind}` }, this.texts.kinds[kind]);
    const made = element("section", { "aria-labelledby": title.id }, title, list);
    if (rest.length) {
      const label = `${this.texts.more} (${rest.length})`;
      const button = element("button", { type: "button", className: "search-more" }, label);
      button.addEventListener("click", () => {
        list.append(...rest);
        button.remove();
        rest[0].querySelector("a").focus();
      });
      made.append(button);
    }
    return made;
  }

  answer(hit) {
    const link = element("a", { href: String(new URL(hit.address, root)) }, ...headOf(hit));
    const excerpt = excerptOf(hit, this.texts);
    const details = detailsOf(hit, search.files.meta, this.texts);
    return element(
      "li",
      {},
      link,
      excerpt.length ? element("p", { className: "search-excerpt" }, ...excerpt) : null,
      details ? element("p", { className: "search-details" }, details) : null,
    );
  }

  more(result) {
    const shown = Math.min(this.plansToRead, result.planTotal);
    const text = fill(this.texts.plans, { count: result.planTotal, shown });
    const button = element("button", { type: "button", className: "search-more" }, this.texts.more);
    button.addEventListener("click", () => {
      this.plansToRead += MORE_PLANS;
      this.update();
    });
    return element("p", {}, result.planTotal > shown ? `${text} ` : "", button);
  }

  suggestion(suggested, hasAnswers) {
    const text = fill(hasAnswers ? this.texts.suggested : this.texts.suggestion, { query: suggested });
    return element("p", { className: "search-suggestion" }, this.link(suggested, text));
  }

  link(query, text) {
    const address = new URL(location.href);
    address.search = new URLSearchParams({ q: query }).toString();
    return element("a", { href: String(address) }, text);
  }

  advice() {
    return element("ul", {}, ...this.texts.advice.map((line) => element("li", {}, line)));
  }

  facet({ facet, values }) {
    const name = this.texts.parameters[facet];
    const chosen = this.filters[facet];
    const kept = values.filter((row, place) => place < MOST_VALUES || row.code === chosen);
    if (chosen && !kept.some((row) => row.code === chosen)) kept.push({ code: chosen, label: chosen, count: 0 });
    const labelOf = (row) => {
      if (facet === "kind") return this.texts.kinds[row.code];
      const province = facet === "province" && search.files.meta.provinces.find(([code]) => code === row.code);
      return province ? provinceOf(province, this.texts) : row.label;
    };
    const radio = (code, label) => {
      const input = element("input", { type: "radio", name, value: code, checked: (chosen || "") === code });
      input.addEventListener("change", () => this.choose(facet, code));
      return element("label", {}, input, ` ${label}`);
    };
    return element(
      "fieldset",
      {},
      element("legend", {}, this.texts.facets[facet]),
      radio("", this.texts.any),
      ...kept.map((row) => radio(row.code, `${labelOf(row)} (${row.count})`)),
    );
  }

  async choose(facet, code) {
    const address = new URL(location.href);
    if (code) address.searchParams.set(this.texts.parameters[facet], code);
    else address.searchParams.delete(this.texts.parameters[facet]);
    history.pushState(null, "", address);
    await this.read();
    this.facets.querySelector(`input[name="${this.texts.parameters[facet]}"]:checked`)?.focus();
  }
}
