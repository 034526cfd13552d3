// From what was typed to the readings of it: words, abbreviations, places, words that say nothing.

import { CONFLICT, foldedForm, likeness, wordsOf } from "./words.js";

const UNIT_WORDS = new Set(["xa", "phuong", "tinh", "huyen", "quan"]);
const UNIT_PAIRS = new Set(["dac khu", "thi tran", "thanh pho"]);
const MOST_READINGS = 4;
const EMPTY_WEIGHT = 0.1;

// All readings of the text, the literal one first: each is a list of words.
export function readings(text, meta) {
  const typed = wordsOf(text, meta.certain);
  const found = [typed];
  const spans = [];
  for (const [short, long, isCertain] of meta.replacements) {
    if (isCertain) continue;
    const span = fromExact(short);
    const start = typed.findIndex((_, place) => span.every((word, step) => isTyped(typed[place + step], word)));
    if (start >= 0) spans.push({ start, end: start + span.length, long: fromExact(long) });
  }
  const all = apart(spans);
  if (all.length > 1) found.push(replaced(typed, all));
  for (const one of spans.slice(0, MOST_READINGS - found.length)) found.push(replaced(typed, [one]));
  return found;
}

function isTyped(word, meant) {
  return word && likeness(word, meant) > CONFLICT;
}

// Spans that do not overlap, longer ones before shorter.
function apart(spans) {
  const kept = [];
  for (const one of [...spans].sort((a, b) => b.end - b.start - (a.end - a.start))) {
    if (kept.every((other) => one.end <= other.start || other.end <= one.start)) kept.push(one);
  }
  return kept;
}

// The words with each span in its other wording, which weighs together what the typed words did.
function replaced(typed, spans) {
  const found = [];
  for (let place = 0; place < typed.length; place++) {
    const one = spans.find((span) => span.start <= place && place < span.end);
    if (!one) found.push(typed[place]);
    if (one?.start !== place) continue;
    const where = { start: typed[place].start, end: typed[one.end - 1].end };
    const share = (one.end - one.start) / one.long.length;
    found.push(...one.long.map((word) => ({ ...word, ...where, share })));
  }
  return found;
}

// Words out of the exact forms in which `meta` holds them.
function fromExact(line) {
  return line.split(" ").map((exact) => ({ exact, folded: foldedForm(exact) }));
}

function spanOf(words, folded) {
  return words.findIndex((_, start) => folded.every((form, step) => words[start + step]?.folded === form));
}

export function pairsOf(words) {
  return words.slice(1).map((word, place) => `${words[place].folded} ${word.folded}`);
}

// How well the typed words fit written ones of the same number; 0 where one does not fit.
export function likenessOf(typed, writtenExact) {
  const written = fromExact(writtenExact);
  if (written.length !== typed.length) return 0;
  return Math.min(...typed.map((word, place) => likeness(word, written[place])));
}

// Names of communes that the words hold: [{start, end, communes: [[number, formerName]], fit}].
export function placesIn(words, entries) {
  const found = [];
  for (let start = 0; start < words.length; start++) {
    for (let end = words.length; end > start; end--) {
      const span = words.slice(start, end);
      const variants = entries[`=${span.map((word) => word.folded).join(" ")}`];
      for (const [exact, communes] of Object.entries(variants || {})) {
        const fit = likenessOf(span, exact);
        found.push({ start, end, communes, fit, isConflict: fit <= CONFLICT });
      }
    }
  }
  return found.sort((a, b) => b.end - b.start - (a.end - a.start) || b.fit - a.fit);
}

// The provinces named in the words: [{start, end, province}], province as in `meta.provinces`.
export function provincesIn(words, meta) {
  const found = [];
  for (const province of meta.provinces) {
    const name = wordsOf(province[1]);
    const start = spanOf(words, name.map((word) => word.folded));
    if (start < 0) continue;
    const fits = name.every((word, step) => likeness(words[start + step], word) > CONFLICT);
    if (fits) found.push({ start, end: start + name.length, province });
  }
  return found;
}

// The kinds that the words name, with the places of those words: "ai phụ trách …" asks for a duty.
export function kindsIn(words, meta) {
  const found = {};
  for (const [kind, phrase] of meta.kindWords) {
    const parts = fromExact(phrase);
    for (let start = 0; start + parts.length <= words.length; start++) {
      if (!parts.every((part, step) => likeness(words[start + step], part) > CONFLICT)) continue;
      found[kind] ??= new Set();
      parts.forEach((_, step) => found[kind].add(start + step));
    }
  }
  return found;
}

// Sets each word's weight: rare words count more, words of questions hardly.
export function weigh(words, meta, entries) {
  for (const word of words) word.weight = 1 + 0.5 * (meta.rarity.get(word.folded) ?? 9);
  for (const phrase of meta.questionWords) {
    const parts = fromExact(phrase);
    for (let start = 0; start + parts.length <= words.length; start++) {
      const span = words.slice(start, start + parts.length);
      const fit = Math.min(...span.map((word, step) => likeness(word, parts[step])));
      if (fit <= CONFLICT || (fit < 1 && parts.length === 1 && isInPair(words, start, entries))) continue;
      for (const word of span) word.weight = EMPTY_WEIGHT;
    }
  }
  weighUnitWords(words);
  if (words.every((word) => word.weight === EMPTY_WEIGHT)) for (const word of words) word.weight = 1;
}

function isInPair(words, place, entries) {
  const here = words[place].folded;
  const before = words[place - 1]?.folded;
  const after = words[place + 1]?.folded;
  return `${before} ${here}` in entries || `${here} ${after}` in entries;
}

function weighUnitWords(words) {
  for (const [place, word] of words.entries()) {
    const next = words[place + 1];
    if (next && UNIT_PAIRS.has(`${word.folded} ${next.folded}`)) word.weight = next.weight = 0.3;
    else if (UNIT_WORDS.has(word.folded) && words.length > 1) word.weight = 0.3;
  }
}
