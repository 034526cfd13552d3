// Places that have no plan here, by the names of today and of before: hooks/reform/search/gazetteer.py.

import { shardNumber } from "./files.js";
import { likenessOf } from "./query.js";
import { CONFLICT } from "./words.js";

const MOST = 12;
// So many namesakes come before a commune with a plan into which a unit of that name went.
const ABOVE = 3;
const TYPES = ["xa", "phuong", "tinh", "dac khu", "thi tran", "thanh pho"];

// Answers for a query that is the name of a place; with `isTyping` also for the beginning of one.
export async function placeHits(words, files, isTyping) {
  const name = withoutType(words);
  const count = files.meta.placeFiles;
  if (!name.length || !count) return [];
  const file = await files.read(`places/${shardNumber(`${name[0].folded} `, count)}.json`);
  const typed = folded(name);
  const whole = rowsOf(file, typed, name);
  if (whole.length || !isTyping || name.length < 2) return asHits(whole, file);
  const longer = Object.keys(file.names).filter((key) => key.startsWith(typed));
  return asHits(longer.flatMap((key) => file.names[key].map((row) => ({ row, fit: 0.5 }))), file);
}

function folded(words) {
  return words.map((word) => word.folded).join(" ");
}

function withoutType(words) {
  const kind = TYPES.find((type) => folded(words).startsWith(`${type} `));
  return kind ? words.slice(kind.split(" ").length) : words;
}

// The name may be followed by that of its province.
function rowsOf(file, typed, name) {
  const found = [];
  for (let end = name.length; end > 0; end--) {
    const rows = file.names[folded(name.slice(0, end))] || [];
    const rest = typed.split(" ").slice(end).join(" ");
    for (const row of rows) {
      const fit = likenessOf(name.slice(0, end), row[0]);
      const province = file.provinces[row[3]][0].split("/")[1].replace(/^\d+-/, "").replaceAll("-", " ");
      if (fit > CONFLICT && (!rest || rest === province)) found.push({ row, fit });
    }
    if (found.length) break;
  }
  return found;
}

function asHits(found, { provinces }) {
  const hits = found.map(({ row: [, title, anchor, at, today], fit }) => {
    const [page, province] = provinces[at];
    const address = anchor ? `${page}#${anchor}` : page;
    const score = (today ? 1.4 : 1.7) * fit;
    return { kind: "commune", title, text: "", address, score, coverage: 1, support: 1, marks: { title: [], text: [] }, isUnplanned: true, today, place: anchor ? province : "" };
  });
  hits.sort((a, b) => b.score - a.score);
  for (const hit of hits.slice(ABOVE)) hit.score *= 0.75;
  return hits.slice(0, MOST);
}
