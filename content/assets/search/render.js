// Answers as elements. Text goes in as text; nothing is ever parsed as HTML.

const EXCERPT = 180;

export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === false || value === undefined || value === null) continue;
    if (key in made && !key.includes("-") && key !== "role") made[key] = value;
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

// The text with its marks, cut to an excerpt around the first.
export function marked(text, marks) {
  const spans = merged(marks);
  const first = spans[0]?.start ?? 0;
  let from = text.length > EXCERPT && first > EXCERPT / 2 ? text.lastIndexOf(" ", first - EXCERPT / 3) + 1 : 0;
  if (from < 0) from = 0;
  let to = Math.min(text.length, from + EXCERPT);
  if (to < text.length) to = Math.max(from + 1, text.lastIndexOf(" ", to));
  const parts = [from ? "… " : ""];
  let at = from;
  for (const span of spans) {
    if (span.start < at || span.end > to) continue;
    parts.push(text.slice(at, span.start), element("mark", {}, text.slice(span.start, span.end)));
    at = span.end;
  }
  parts.push(text.slice(at, to), to < text.length ? " …" : "");
  return parts.filter((part) => part !== "");
}

function merged(marks) {
  const spans = [];
  for (const mark of [...marks].sort((a, b) => a.start - b.start)) {
    const last = spans.at(-1);
    if (last && mark.start <= last.end + 1) last.end = Math.max(last.end, mark.end);
    else spans.push({ start: mark.start, end: mark.end });
  }
  return spans;
}

// Title and excerpt of an answer: an item's own text is its title.
export function headOf(hit) {
  return hit.title ? marked(hit.title, hit.marks.title) : marked(hit.text, hit.marks.text);
}

export function excerptOf(hit, texts) {
  if (hit.title && hit.text && hit.kind !== "document") return marked(hit.text, hit.marks.text);
  if (hit.former?.length) return [fill(texts.former, { names: hit.former.join(", ") })];
  return [];
}

// What tells this answer from another with the same words: its commune, period, area.
export function detailsOf(hit, meta, texts) {
  if (hit.kind === "document") return hit.text;
  if (hit.isUnplanned) return fill(hit.today ? texts.formerly : texts.unplanned, hit).replace(/^ · /, "");
  if (hit.kind === "guide" && hit.address.includes("#")) return hit.also;
  const row = meta.provinces.find(([code]) => code === hit.province);
  const province = row && provinceOf(row, texts);
  const commune = hit.kind === "commune" ? "" : hit.commune;
  return [commune, province, periodOf(hit.period, texts), meta.labels.area?.[hit.area], meta.labels.status?.[hit.status]]
    .filter(Boolean)
    .join(" · ");
}

// The province of today, with the former name where it went into another.
export function provinceOf([, name, , , , , today], texts) {
  return today ? fill(texts.renamed, { name, today }) : name;
}

// "2026-2030", "2025-h2", "2026, chuyển đổi số": period and subject of a plan, as people write them.
function periodOf(period, texts) {
  const [span, subject] = (period || "").split(", ");
  const [year, half] = span.split("-h");
  const written = half ? fill(texts.halves[half], { year }) : year.replace("-", "–");
  return subject ? `${written}, ${subject}` : written;
}

// The answers by kind, the kind of the best answer first.
export function grouped(hits) {
  const groups = new Map();
  for (const hit of hits) {
    if (!groups.has(hit.kind)) groups.set(hit.kind, []);
    groups.get(hit.kind).push(hit);
  }
  return [...groups];
}
