// What the answers can be narrowed by, and how many there are of each.

export const FACETS = ["kind", "province", "commune", "area", "phase", "agency", "status"];

export function valuesOf(hit, facet) {
  if (facet === "agency") return hit.agencies || [];
  return hit[facet] ? [hit[facet]] : [];
}

// Whether an answer has every chosen value, that of the facet `except` aside.
export function isChosen(hit, filters, except = "") {
  return FACETS.every((facet) => facet === except || !filters[facet] || valuesOf(hit, facet).includes(filters[facet]));
}

// [{facet, values: [{code, label, count}]}], each counted under the choices in the other facets. With
// no choice made, kinds of item and provinces are counted over the whole country, in plans that hold
// all the words; everything else over the answers that were read.
export function facetsOf(result, meta, filters) {
  const isWide = !Object.keys(filters).length;
  return FACETS.map((facet) => {
    const counts = new Map();
    for (const hit of result.hits.filter((one) => isChosen(one, filters, facet))) {
      for (const code of valuesOf(hit, facet)) counts.set(code, (counts.get(code) || 0) + 1);
    }
    if (facet === "kind" && isWide) countKinds(counts, result.planCounts || {}, meta);
    if (facet === "province" && isWide) countProvinces(counts, result.equalPlans || [], meta);
    const names = facet === "province" ? Object.fromEntries(meta.provinces) : meta.labels[facet] || {};
    const values = [...counts].map(([code, count]) => ({ code, label: names[code] || code, count }));
    return { facet, values: values.sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1)) };
  }).filter((row) => row.values.length);
}

function countKinds(counts, planCounts, meta) {
  for (const [letter, kind] of Object.entries(meta.itemKinds)) {
    if (counts.has(kind)) counts.set(kind, Math.max(counts.get(kind), planCounts[letter] || 0));
  }
}

function countProvinces(counts, plans, meta) {
  for (const [code, , , , first, count] of meta.provinces) {
    const here = plans.filter((plan) => plan >= first && plan < first + count).length;
    if (here) counts.set(code, Math.max(counts.get(code) || 0, here));
  }
}
