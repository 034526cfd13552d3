// The answers to one reading of a query.

import { bestNumbers, bestPlans, postingsOf } from "./candidates.js";
import { kindsIn, placesIn, provincesIn, weigh } from "./query.js";
import { match } from "./ranking.js";

const MOST_PLACES = 12;
const MOST_LOCAL_PLANS = 6;
const MOST_SAME_NAMES = 3;
const MOST_NAMES = 8;
const MOST_BY_TITLE = 4;
const KIND_NAMED = 0.9;
const CURRENT = 0.97;
const FORMER = 0.8;
// Who types a province alone wants its communes and plans before whatever mentions it.
const REGION_ALONE = 0.3;
// What supports less of the query is no answer to it.
const LEAST_SUPPORT = 0.51;

// `budget` = {most, read}: how many plans' files one query may read in all its readings.
export async function answersOf(words, entries, files, { filters, plansToRead, budget }) {
  const meta = files.meta;
  weigh(words, meta, entries);
  const scene = await sceneOf(words, entries, files, filters);
  const postings = postingsOf(scene.free.length ? scene.free : words, entries, { singles: words.length < 3 });
  const wide = bestPlans(postings, meta, scene.isPlanAllowed, letters(filters, meta));
  const allPostings = postingsOf(words, entries, { singles: true });
  const byTitle = scene.places.length ? [] : bestNumbers(allPostings, meta.letters.plan, { most: MOST_BY_TITLE, isAllowed: scene.isPlanAllowed });
  const few = scene.isPlace ? (scene.hasContent ? 2 : 1) : plansToRead;
  const mostLocal = scene.hasContent ? MOST_LOCAL_PLANS : MOST_SAME_NAMES;
  const local = [...scene.communes.values()].flatMap((row) => row[4]).slice(0, mostLocal);
  const wished = new Set([...local, ...byTitle, ...wide.plans.slice(0, few).map((row) => row.plan)]);
  const plans = within(budget, wished);
  const hits = [
    ...(await communeHits(words, scene, allPostings, files)),
    ...(await thingHits(words, scene, allPostings, files)),
    ...(await planHits(words, plans, scene, files)),
  ];
  return {
    hits: hits.filter((hit) => hit.support >= LEAST_SUPPORT),
    planTotal: wide.equals.length,
    planCounts: wide.counts,
    equalPlans: wide.equals,
    hasMore: wide.plans.length > few,
  };
}

function within(budget, wished) {
  return [...wished].filter((plan) => budget.read.has(plan) || (budget.read.size < budget.most && budget.read.add(plan)));
}

// Letters of the kinds of item that are looked for: one where a reader has chosen it.
function letters(filters, meta) {
  const all = Object.keys(meta.itemKinds);
  const chosen = all.filter((letter) => meta.itemKinds[letter] === filters.kind);
  return chosen.length ? chosen : all;
}

// Where the query points: communes and provinces that it names, and the words that remain.
async function sceneOf(words, entries, files, filters) {
  const meta = files.meta;
  const provinces = provincesIn(words, meta);
  const chosen = meta.provinces.filter((row) => row[0] === filters.province);
  const regions = chosen.length ? chosen : provinces.map((row) => row.province);
  const places = outermost(placesIn(words, entries));
  let found = places.flatMap((place) => place.communes.map(([number, former]) => ({ number, former, place })));
  const inside = found.filter((row) => regions.some((region) => holds(region, row.number, 2)));
  if (inside.length) found = inside;
  // "hai phong" is the province; a commune that once bore the name comes only where no province does.
  const isProvince = ({ place }) => provinces.some((row) => row.start <= place.start && place.end <= row.end);
  if (found.some((row) => row.former && isProvince(row))) found = found.filter((row) => !row.former || !isProvince(row));
  found = found.sort((a, b) => Boolean(a.former) - Boolean(b.former)).slice(0, MOST_PLACES);
  const communes = new Map();
  for (const { number } of found) communes.set(number, await files.commune(number));
  const isRegionOnly = provinces.length && !found.length && words.every((word, at) => isIn(provinces, at) || word.weight <= 0.3);
  const ownRegion = isRegionOnly ? provinces[0].province : null;
  const taken = new Set([...found.map((row) => row.place), ...provinces].flatMap(spanPlaces));
  const free = words.filter((word, place) => !taken.has(place));
  return {
    found,
    places,
    provinces,
    communes,
    kinds: kindsIn(words, meta),
    free,
    region: ownRegion,
    isPlace: found.some((row) => !row.former && !row.place.isConflict),
    hasContent: free.some((word) => word.weight > 0.3),
    isPlanAllowed: (plan) => !regions.length || regions.some((region) => holds(region, plan, 4)),
  };
}

function isIn(spans, at) {
  return spans.some((span) => at >= span.start && at < span.end);
}

function spanPlaces({ start, end }) {
  return Array.from({ length: end - start }, (_, step) => start + step);
}

function holds(region, number, column) {
  return number >= region[column] && number < region[column] + region[column + 1];
}

// Places that no longer one overlaps; those typed with wrong diacritics only where no other is there.
function outermost(places) {
  const isBetter = (a, b) => (a.isConflict === b.isConflict ? lengthOf(a) > lengthOf(b) : b.isConflict);
  const overlaps = (a, b) => a.start < b.end && b.start < a.end;
  return places.filter((place) => !places.some((other) => overlaps(place, other) && isBetter(other, place)));
}

function lengthOf({ start, end }) {
  return end - start;
}

async function communeHits(words, scene, postings, files) {
  const named = scene.region ? [] : bestNumbers(postings, files.meta.letters.commune, { most: MOST_NAMES, least: 0.4 });
  const ofRegion = scene.region ? spanPlaces({ start: scene.region[2], end: scene.region[2] + Math.min(MOST_NAMES, scene.region[3]) }) : [];
  const numbers = [...new Set([...scene.communes.keys(), ...ofRegion, ...named])];
  const rows = await Promise.all(numbers.map((number) => files.commune(number)));
  return rows.map((row, step) => {
    const number = numbers[step];
    const [title, address, province, former, , code, regions] = row;
    const given = givenBy(scene, "commune", province, null);
    const record = { kind: "commune", title, text: "", also: [...former, ...regions, code].join("\n") };
    const hit = match(record, words, given, files.meta.certain);
    const ofRegion = scene.region ? REGION_ALONE : 0;
    const whole = Math.max(ofRegion, ...scene.found.filter((f) => f.number === number).map((f) => wholeWorth(f, words, given)));
    return { ...record, ...hit, score: hit.score + whole, address, province, commune: title, also: "", former };
  });
}

// A commune whose whole name was typed; less where it is the name of a unit that has gone into it.
function wholeWorth({ place, former }, words, given) {
  const inside = (_, at) => (at >= place.start && at < place.end) || given.has(at);
  const weight = (list) => list.reduce((all, word) => all + word.weight, 0);
  const share = weight(words.filter((word, at) => inside(word, at) || word.weight <= 0.3)) / weight(words);
  return (former ? 0.45 : 0.8) * share ** 2 * (place.isConflict ? 0.2 : place.fit);
}

async function thingHits(words, scene, postings, files) {
  const numbers = bestNumbers(postings, files.meta.letters.thing, { most: MOST_NAMES, least: 0.25 });
  const rows = await Promise.all(numbers.map((number) => files.thing(number)));
  return rows.map(([kind, title, text, address, also]) => {
    const record = { kind, title, text, also };
    return { ...record, ...match(record, words, givenBy(scene, kind), files.meta.certain), address };
  });
}

async function planHits(words, numbers, scene, files) {
  const read = await Promise.all(numbers.map((number) => files.plan(number)));
  return read.flatMap((file) => hitsInPlan(words, file, scene, files.meta));
}

function hitsInPlan(words, file, scene, meta) {
  const [address, title, period, commune, province] = file.plan;
  const given = Object.fromEntries(
    ["plan", ...Object.values(meta.itemKinds)].map((kind) => [kind, givenBy(scene, kind, province, file.commune)]),
  );
  const shared = { commune, province, period };
  const own = { kind: "plan", title, text: "", also: `${commune}\n${period}\n${yearsOf(period)}` };
  const head = match(own, words, given.plan, meta.certain);
  const isHere = scene.communes.has(file.commune) || scene.region?.[0] === province;
  const hits = [{ ...own, ...head, ...shared, score: head.score + (isHere ? 0.2 : -0.15), address }];
  if (isHere && !scene.hasContent) return hits;
  for (const [letter, kind] of Object.entries(meta.itemKinds)) {
    for (const row of file[letter]) hits.push(itemHit(row, kind));
  }
  return hits;

  function itemHit(row, kind) {
    const [anchor, text, area, phase, agencies, status, also = ""] = row;
    const record = (row.record ??= { kind, title: "", text, also });
    const hit = match(record, words, given[kind], meta.certain);
    return { ...record, ...hit, ...shared, area, phase, agencies, status, address: `${address}#${anchor}` };
  }
}

// Every year of a plan's period: "2026-2030" holds 2028 too.
function yearsOf(period) {
  const [first, last = first] = period.match(/[0-9]{4}/g) || [];
  const years = [];
  for (let year = Number(first); year <= Number(last); year++) years.push(year);
  return years.join(" ");
}

// The query words that a record's kind, commune or province answers: place → how well.
function givenBy(scene, kind, province, commune) {
  const given = new Map();
  for (const at of scene.kinds[kind] || []) given.set(at, KIND_NAMED);
  for (const row of scene.provinces) {
    if (row.province[0] === province) spanPlaces(row).forEach((at) => given.set(at, 1));
  }
  for (const { number, former, place } of scene.found) {
    if (number !== commune) continue;
    for (const at of spanPlaces(place)) given.set(at, Math.max(given.get(at) || 0, place.fit * (former ? FORMER : CURRENT)));
  }
  return given;
}
