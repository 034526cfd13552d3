// From postings to the few records whose files are worth reading.

import { eachPlace, ITEM_KINDS } from "./files.js";
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

// Plans by how many of the words one of their items may hold, best first: [{plan, score}], and the
// number of plans that hold as much as the best does, by kind.
export function bestPlans(postings, planCount, isAllowed, kinds = Object.keys(ITEM_KINDS)) {
  const best = new Float32Array(planCount);
  const scores = {};
  for (const kind of kinds) {
    scores[kind] = planScores(postings, kind, planCount);
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
function planScores(postings, kind, planCount) {
  const plans = new Float32Array(planCount);
  const items = new Map();
  const once = groupByTyped(postings);
  for (const group of once) {
    const seen = new Map();
    for (const { kinds, weight } of group) {
      if (!kinds[kind]) continue;
      eachPlace(kind, kinds[kind], (plan, position) => {
        const key = position < 0 ? plan : (plan + 1) * -512 - position;
        if (!(seen.get(key) >= weight)) seen.set(key, weight);
      });
    }
    for (const [key, weight] of seen) {
      if (key >= 0) plans[key] += weight;
      else items.set(key, (items.get(key) || 0) + weight);
    }
  }
  const most = new Map();
  for (const [key, weight] of items) {
    const plan = Math.floor(-key / 512) - 1;
    most.set(plan, Math.max(most.get(plan) || 0, weight));
  }
  for (const [plan, weight] of most) plans[plan] += weight;
  return plans;
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

// Numbers of communes (`c`), things (`n`) or plans (`p`) that hold the words, best first: at most
// `most`, and none that holds less than the share `least` of what can be held.
export function bestNumbers(postings, kind, { most, least = 0, isAllowed = () => true }) {
  const scores = new Map();
  let all = 0;
  for (const group of groupByTyped(postings)) {
    const seen = new Map();
    all += Math.max(...group.map(({ weight }) => weight));
    for (const { kinds, weight } of group) {
      if (!kinds[kind]) continue;
      eachPlace(kind, kinds[kind], (number) => {
        if (isAllowed(number)) seen.set(number, Math.max(seen.get(number) || 0, weight));
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
