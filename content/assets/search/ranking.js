// How well a record answers a query.

import { likeness, wordsOf, CONFLICT } from "./words.js";

// Any other kind is worth 1.
const KIND_WORTH = { commune: 1.02, indicator: 1.06, role: 1.03, area: 1.05, document: 1.03, guide: 0.85 };
// What a syllable is worth that stands apart from its neighbour.
const LOOSE = 0.4;
// A year beside words narrows them; an answer without it may still do.
const YEAR = 0.5;
const written = new WeakMap();

// `record` has title, text and also (unseen); `given` says how well its commune, province
// or kind answers some of the words. Returns {score, coverage, support, marks: {title, text}}: all
// words that stand anywhere count as covered, only those in their context support an answer.
export function match(record, words, given, certain) {
  const fields = fieldsOf(record, certain);
  const best = words.map((_, place) => given.get(place) || 0);
  const marks = { title: [], text: [] };
  const joined = new Set();
  for (const [name, list] of Object.entries(fields)) compare(words, list, best, marks[name], joined);
  const all = sum(words, () => 1);
  const coverage = sum(words, (_, place) => best[place]) / all;
  const conflict = sum(words, (_, place) => (best[place] > 0 && best[place] <= CONFLICT ? 1 : 0)) / all;
  const score =
    coverage * (0.6 + 0.4 * phrase(words, given, joined)) * (KIND_WORTH[record.kind] || 1) +
    completeness(record, fields, words);
  return { score: score * (1 - 0.6 * conflict), coverage, support: supportOf(words, given, { best, joined, marks }), marks };
}

// The share of the query's words that the record truly answers. In Vietnamese a syllable away from
// its neighbour is another word: "hòa" of "số hóa" and "giải" of "giải quyết" are no "hòa giải".
// A mended word must say something, stand beside its neighbour and be shown: else it was no mistake.
// A date that differs in one figure is another date.
function supportOf(words, given, { best, joined, marks }) {
  if (words.every(isFigure) && !best.every(Boolean)) return 0;
  const shown = new Set([...marks.title, ...marks.text].map((mark) => mark.place));
  const weight = (word) => Math.min(/^20[0-9]{2}$/.test(word.exact) ? YEAR : 1, word.weight) * (word.share ?? 1);
  let all = 0;
  let found = 0;
  for (const [place, word] of words.entries()) {
    const isJoined = joined.has(place) || joined.has(place - 1);
    const isHalf = !given.has(place) && !isJoined && hasNeighbour(words, given, place);
    const isDoubtful = isHalf || best[place] <= CONFLICT || word.weight <= 0.2 || !(shown.has(place) || given.has(place));
    if (word.isMended && isDoubtful) return 0;
    all += weight(word);
    if (isHalf) found += best[place] > CONFLICT ? weight(word) * best[place] * LOOSE : 0;
    else if (isJoined || given.has(place) || best[place] > CONFLICT) found += weight(word) * best[place];
  }
  return found / all;
}

// Whether a word may be half of one: beside it stands another that means something by itself.
function hasNeighbour(words, given, place) {
  const isWord = (other) => words[other] && words[other].weight > 0.2 && !isFigure(words[other]) && !given.has(other);
  return !isFigure(words[place]) && (isWord(place - 1) || isWord(place + 1));
}

function isFigure(word) {
  return /^[0-9%]/.test(word.exact);
}

function fieldsOf(record, certain) {
  let found = written.get(record);
  if (!found) {
    found = {};
    for (const name of ["title", "text", "also"]) {
      found[name] = record[name] ? record[name].split("\n").flatMap((line) => [...wordsOf(line, certain), BREAK]) : [];
    }
    written.set(record, found);
  }
  return found;
}

const BREAK = { exact: "\n", folded: "\n", start: 0, end: 0 };

function compare(words, list, best, marks, joined) {
  const at = new Map();
  for (const [position, other] of list.entries()) {
    if (!at.has(other.folded)) at.set(other.folded, []);
    at.get(other.folded).push(position);
  }
  for (const [place, word] of words.entries()) {
    for (const position of at.get(word.folded) || []) {
      const fit = likeness(word, list[position]);
      if (!fit) continue;
      best[place] = Math.max(best[place], fit);
      if (word.weight > 0.2) marks?.push({ start: list[position].start, end: list[position].end, place, fit });
      const next = words[place + 1];
      if (next && list[position + 1] && likeness(next, list[position + 1]) > 0) joined.add(place);
    }
  }
}

// The share of neighbouring query words that stand side by side in the record too.
function phrase(words, given, joined) {
  let all = 0;
  let found = 0;
  for (let place = 0; place + 1 < words.length; place++) {
    if (given.has(place) || given.has(place + 1)) continue;
    const weight = Math.min(words[place].weight, words[place + 1].weight);
    // "năm 2029" asks for the year, however it is written.
    if (weight <= 0.2 && isFigure(words[place + 1])) continue;
    all += weight;
    if (joined.has(place)) found += weight;
  }
  return all ? found / all : 1;
}

// A short record that is all about the query comes before a long one that mentions it.
function completeness(record, fields, words) {
  const isName = record.title !== "";
  const list = isName ? fields.title : fields.text;
  const share = shareOf(list, words);
  const other = isName && fields.also.length ? Math.max(...lines(fields.also).map((line) => shareOf(line, words))) : 0;
  if (isName) return 0.3 * Math.max(share, 0.9 * other);
  return 0.1 * share + (record.kind === "duty" ? 0.05 * shareOf(fields.also, words) : 0);
}

function lines(list) {
  const found = [[]];
  for (const word of list) word === BREAK ? found.push([]) : found.at(-1).push(word);
  return found.filter((line) => line.length);
}

function shareOf(list, words) {
  const real = list.filter((word) => word !== BREAK);
  if (!real.length) return 0;
  const hit = real.filter((other) => words.some((word) => word.weight > 0.2 && likeness(word, other) > 0));
  return hit.length / Math.max(real.length, words.length);
}

function sum(words, value) {
  return words.reduce((total, word, place) => total + word.weight * value(word, place), 0);
}
