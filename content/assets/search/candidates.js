// From postings to the few records whose files are worth reading.

import { eachPlace } from "./files.js";
import { likenessOf, pairsOf } from "./query.js";
import { CONFLICT } from "./words.js";

const RARE = 1.5;

// The postings of the words: every pair that exists, and each word that stands in none (or all words).
export function postingsOf(words, entries, { singles }) {
  const found = [];
  const paired = new Set();
  for (const [place, pair] of pairsOf(words).entries()) {
    if (!entries[pair]) continue;
    paired.add(place).add(place + 1);
    addVariants(found, words.slice(place, place + 2), entries[pair], RARE);
  }
  for (const [place, word] of words.entries()) {
    if ((singles || !paired.has(place)) && entries[word.folded]) {
      addVariants(found, [word], entries[word.folded], paired.has(place) ? 0.3 : 1);
    }
  }
  return found;
}

function addVariants(found, typed, variants, worth) {
  const weight = worth * Math.min(...typed.map((word) => word.weight));
  const fits = Object.entries(variants).map(([exact, kinds]) => [likenessOf(typed, exact), kinds]);
  for (const [fit, kinds] of fits) {
    found.push({ weight: weight * (fit > CONFLICT ? fit : CONFLICT / 2), kinds, typed });
  }
}

// Plans by how many of the words one of their items of `kinds` (letters) may hold, best first:
// [{plan, score}], and the number of plans that hold as much as the best does, by kind.
export function bestPlans(postings, meta, isAllowed, kinds) {
  const planCount = meta.plans;
  const best = new Float32Array(planCount);
  const scores = {};
  for (const kind of kinds) {
    scores[kind] = planScores(postings, kind, meta);
    for (let plan = 0; plan < planCount; plan++) best[plan] = Math.max(best[plan], scores[kind][plan]);
  }
  const found = [];
  for (let plan = 0; plan < planCount; plan++) {
    if (best[plan] > 0 && isAllowed(plan)) found.push({ plan, score: best[plan] });
  }
  found.sort((a, b) => b.score - a.score || a.plan - b.plan);
  const top = found[0]?.score || 0;
  const equals = found.filter((row) => row.score > 0.98 * top);
  const counts = Object.fromEntries(
    kinds.map((kind) => [kind, equals.filter((row) => scores[kind][row.plan] > 0.98 * top).length]),
  );
  return { plans: found, equals: equals.map((row) => row.plan), counts };
}

// Per plan: what its items of the kind may share with the query. A posting with items counts by item.
function planScores(postings, kind, meta) {
  const plans = new Float32Array(meta.plans);
  const items = new Map();
  for (const group of groupByTyped(postings)) {
    const ofPlans = new Map();
    const ofItems = new Map();
    for (const { kinds, weight } of group) {
      if (!kinds[kind]) continue;
      eachPlace(kinds[kind], true, (plan, position) => {
        if (position < 0) raise(ofPlans, plan, weight);
        else raise(ofItems, plan * meta.itemsAPlan + position, weight);
      });
    }
    for (const [plan, weight] of ofPlans) plans[plan] += weight;
    for (const [item, weight] of ofItems) items.set(item, (items.get(item) || 0) + weight);
  }
  const most = new Map();
  for (const [item, weight] of items) raise(most, Math.floor(item / meta.itemsAPlan), weight);
  for (const [plan, weight] of most) plans[plan] += weight;
  return plans;
}

function raise(map, key, value) {
  if (!(map.get(key) >= value)) map.set(key, value);
}

function groupByTyped(postings) {
  const groups = new Map();
  for (const posting of postings) {
    const key = posting.typed.map((word) => word.folded).join(" ");
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(posting);
  }
  return [...groups.values()];
}

// Numbers of communes, things or plans (`letter`) that hold the words, best first: at most
// `most`, and none that holds less than the share `least` of what can be held.
export function bestNumbers(postings, letter, { most, least = 0, isAllowed = () => true }) {
  const scores = new Map();
  let all = 0;
  for (const group of groupByTyped(postings)) {
    const seen = new Map();
    all += Math.max(...group.map(({ weight }) => weight));
    for (const { kinds, weight } of group) {
      if (!kinds[letter]) continue;
      eachPlace(kinds[letter], false, (number) => {
        if (isAllowed(number)) raise(seen, number, weight);
      });
    }
    for (const [number, weight] of seen) scores.set(number, (scores.get(number) || 0) + weight);
  }
  return [...scores]
    .filter(([, score]) => score >= least * all)
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, most)
    .map(([number]) => number);
}
