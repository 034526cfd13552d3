// One query from its text to ranked answers. No page, no element: tests run it as it is.

import { IndexFiles, OutdatedProgram } from "./files.js";
import { pairsOf, readings } from "./query.js";
import { completedReadings, correctedReadings, hasUnknown, pairsIn } from "./spelling.js";
import { answersOf } from "./answers.js";
import { placeHits } from "./gazetteer.js";
import { facetsOf, isChosen } from "./facets.js";

const MORE_PLANS = 7;
const WEAK = 0.75;
const CORRECTION_WORTH = 0.85;
const MENDED_SUPPORT = 0.85;

export class Search {
  constructor(base) {
    this.base = base;
    this.files = new IndexFiles(base);
  }

  // A file that cannot be read may be one of a build that is no more: the newest is asked once.
  async find(text, options = {}) {
    try {
      return await this.findIn(text, options);
    } catch (error) {
      if (error instanceof OutdatedProgram) throw error;
      this.files = new IndexFiles(this.base);
      return this.findIn(text, options);
    }
  }

  // `filters`: facet → chosen code. `plansToRead`: how many plans' files a query without a place may
  // read. `isTyping`: the last word may be unfinished.
  async findIn(text, { filters = {}, plansToRead = 5, isTyping = false }) {
    const meta = await this.files.open();
    const literal = readings(text, meta);
    if (!literal[0].length) return { hits: [], facets: [], suggestion: "", hasMore: false };
    const options = { filters, plansToRead, budget: { most: plansToRead + MORE_PLANS, read: new Set() } };
    let entries = await this.entriesFor(literal);
    if (isTyping) {
      const completed = completedReadings(literal[0], entries, meta);
      entries = { ...entries, ...(await this.entriesFor(completed)) };
      literal.push(...completed);
    }
    const first = await this.answer(literal, entries, options);
    const places = Object.keys(filters).length ? [] : await placeHits(literal[0], this.files, isTyping);
    first.hits = merged([{ ...first, hits: places }, first]).hits;
    const isPlace = places.some((hit) => hit.score > WEAK);
    const mended = !isPlace && isWeak(first.hits[0]) ? await this.mend(literal[0], entries, options, first) : null;
    return this.finish(mended || first, meta, filters);
  }

  async answer(all, entries, options) {
    const results = [];
    for (const [step, words] of all.entries()) {
      const plansToRead = step ? Math.min(2, options.plansToRead) : options.plansToRead;
      results.push(await answersOf(words, entries, this.files, { ...options, plansToRead }));
    }
    return merged(results);
  }

  // The terms of the readings: every pair of neighbours, and words alone where no pair holds them.
  async entriesFor(all) {
    const pairs = await this.files.shards([...new Set(all.flatMap(pairsOf))]);
    const alone = new Set();
    for (const words of all) {
      const known = pairsOf(words).map((pair) => pair in pairs);
      words.forEach((word, place) => {
        if (!known[place] && !known[place - 1]) alone.add(word.folded);
      });
    }
    return { ...pairs, ...(await this.files.shards([...alone])) };
  }

  async mend(words, entries, options, first) {
    if (!hasUnknown(words, entries, this.files.meta)) return null;
    const spelling = pairsIn(await this.files.read("spelling.json"));
    const corrected = correctedReadings(words, entries, spelling, this.files.meta);
    if (!corrected.length) return null;
    const more = await this.entriesFor(corrected);
    const second = await this.answer(corrected, { ...entries, ...more }, { ...options, plansToRead: 3 });
    second.hits = second.hits.filter((hit) => hit.support >= MENDED_SUPPORT);
    for (const hit of second.hits) hit.score *= CORRECTION_WORTH;
    const best = second.hits[0];
    if (!best || best.score <= (first.hits[0]?.score || 0)) return null;
    return { ...merged([first, second]), suggestion: suggestionOf(best) };
  }

  finish(result, meta, filters) {
    const best = result.hits[0]?.coverage || 0;
    const close = result.hits.filter((hit) => hit.coverage >= 0.6 * best);
    const facets = facetsOf({ ...result, hits: close }, meta, filters);
    return { ...result, hits: close.filter((hit) => isChosen(hit, filters)), facets };
  }
}

// A best answer that misses a word, or holds the words far apart.
function isWeak(hit) {
  return !hit || hit.coverage < 0.9 || hit.score < WEAK;
}

// Answers of several readings: each address once, with its best score.
function merged(results) {
  const byAddress = new Map();
  for (const hit of results.flatMap((result) => result.hits)) {
    const other = byAddress.get(hit.address);
    if (!other || other.score < hit.score) byAddress.set(hit.address, hit);
  }
  const hits = [...byAddress.values()].sort((a, b) => b.score - a.score || (a.address < b.address ? -1 : 1));
  const widest = results.reduce((a, b) => (b.planTotal > a.planTotal ? b : a));
  return { ...widest, hits, suggestion: "" };
}

// The corrected words as the best answer writes them.
function suggestionOf(hit) {
  const source = hit.marks.title.length ? hit.title : hit.text;
  const marks = [...(hit.marks.title.length ? hit.marks.title : hit.marks.text)].sort((a, b) => a.place - b.place);
  const seen = new Map();
  for (const mark of marks) if (!seen.has(mark.place)) seen.set(mark.place, source.slice(mark.start, mark.end));
  return [...seen.values()].join(" ");
}
