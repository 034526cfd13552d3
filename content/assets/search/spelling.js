// Unfinished and mistyped words.

import { pairsOf } from "./query.js";
import { marksOf } from "./words.js";

const MOST = 3;

// Readings in which the last word, still being typed, is finished.
export function completedReadings(words, entries, meta) {
  const last = words.at(-1);
  const rest = words.slice(0, -1);
  const before = rest.at(-1)?.folded;
  if (/^\d|%/.test(last.folded)) return [];
  const known = before ? entries[`${before} ${last.folded}`] : meta.rarity.has(last.folded);
  if (known) return [];
  const start = before ? `${before} ${last.folded}` : last.folded;
  const all = before ? Object.keys(entries).map((key) => key.replace("=", "")) : [...meta.rarity.keys()];
  const ends = new Set(all.filter((key) => key.startsWith(start)).map((key) => key.split(" ")[before ? 1 : 0]));
  return [...ends]
    .sort((a, b) => (meta.rarity.get(a) ?? 9) - (meta.rarity.get(b) ?? 9) || (a < b ? -1 : 1))
    .slice(0, MOST)
    .map((end) => [...rest, { ...last, exact: end, folded: end }]);
}

// Whether any word or pair stands nowhere: only then is there something to mend.
export function hasUnknown(words, entries, meta) {
  return pairsOf(words).some((pair) => !(pair in entries)) || words.some((word) => isUnknown(word, meta));
}

function isUnknown(word, meta) {
  return !meta.rarity.has(word.folded) && !/^\d/.test(word.folded);
}

// Readings with one letter of a word mended, or a space put in: those whose pairs are known.
export function correctedReadings(words, entries, spelling, meta) {
  const known = new Set(spelling);
  const found = [];
  for (const [place, pair] of pairsOf(words).entries()) {
    if (pair in entries) continue;
    for (const mended of nearPairs(pair, spelling, meta)) found.push(replace(words, place, 2, mended.split(" ")));
  }
  for (const [place, word] of words.entries()) {
    if (!isUnknown(word, meta)) continue;
    for (let cut = 1; cut < word.folded.length; cut++) {
      const split = `${word.folded.slice(0, cut)} ${word.folded.slice(cut)}`;
      if (known.has(split)) found.push(replace(words, place, 1, split.split(" ")));
    }
    if (words.length === 1 || !found.length) {
      for (const near of nearWords(word.folded, meta)) found.push(replace(words, place, 1, [near]));
    }
  }
  return twiceMended(found.slice(0, MOST), spelling, entries, meta);
}

// A second mistake further on is mended in the best reading of the first.
function twiceMended(found, spelling, entries, meta) {
  const known = new Set(spelling);
  return found.map((words) => {
    for (const [place, pair] of pairsOf(words).entries()) {
      if (pair in entries || known.has(pair)) continue;
      const isBroken = !meta.rarity.has(words[place].folded) || !meta.rarity.has(words[place + 1].folded);
      const [mended] = isBroken ? nearPairs(pair, spelling, meta) : [];
      if (mended) return replace(words, place, 2, mended.split(" "));
    }
    return words;
  });
}

// The file keeps what may follow each word in one line: "hai duong long phong".
export function pairsIn(lines) {
  return lines.flatMap((line) => {
    const [first, ...seconds] = line.split(" ");
    return seconds.map((second) => `${first} ${second}`);
  });
}

function replace(words, place, count, folded) {
  const where = { start: words[place].start, end: words[place + count - 1].end };
  const put = folded.map((word, step) => {
    const old = words[place + step];
    if (step < count && old.folded === word) return old;
    return { ...where, exact: word, folded: word, isMended: true, marks: count === folded.length ? marksOf(old.exact) : "" };
  });
  return [...words.slice(0, place), ...put, ...words.slice(place + count)];
}

function nearPairs(pair, spelling, meta) {
  const [first, second] = pair.split(" ");
  const near = [];
  for (const other of spelling) {
    if (Math.abs(other.length - pair.length) > 1 || /[0-9]/.test(other)) continue;
    const cut = other.indexOf(" ");
    const one = other.slice(0, cut);
    const two = other.slice(cut + 1);
    if ((one === first && isNear(two, second)) || (two === second && isNear(one, first))) near.push(other);
  }
  return near.sort((a, b) => rarityOf(a, meta) - rarityOf(b, meta)).slice(0, MOST);
}

function nearWords(word, meta) {
  const near = [...meta.rarity.keys()].filter((other) => isNear(other, word) && !/[0-9]/.test(other));
  return near.sort((a, b) => rarityOf(a, meta) - rarityOf(b, meta)).slice(0, MOST);
}

function rarityOf(words, meta) {
  return words.split(" ").reduce((all, word) => all + (meta.rarity.get(word) ?? 9), 0);
}

// One letter more, less, other, two neighbours changed about, or an initial that sounds alike.
export function isNear(a, b) {
  if (a !== b && soundOf(a) === soundOf(b)) return true;
  if (Math.abs(a.length - b.length) > 1 || a === b) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const [x, y] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  return (x.length <= 1 && y.length <= 1) || (x.length === 2 && x === y[1] + y[0]);
}

// Initials that are one sound in a large part of the country.
function soundOf(word) {
  return word.replace(/^tr/, "ch").replace(/^s/, "x").replace(/^(gi|r)(?=[aeiouy])/, "d").replace(/^n(?=[aeiouy])/, "l");
}
