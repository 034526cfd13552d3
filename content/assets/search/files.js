// Reads the static files of the index, each at most once, and decodes their postings.

import { foldedForm, useRules } from "./words.js";

// What hooks/reform/search/publishing.py calls the shape of the index.
const FORMAT = 2;

// The site has been published anew in a form that this page's program cannot read.
export class OutdatedProgram extends Error {}

export class IndexFiles {
  constructor(base) {
    this.base = base;
    this.fetched = new Map();
  }

  read(path) {
    if (!this.fetched.has(path)) {
      const answer = fetchJson(new URL(path, this.folder));
      answer.catch(() => this.fetched.delete(path));
      this.fetched.set(path, answer);
    }
    return this.fetched.get(path);
  }

  // All files of one build lie in one folder with a digest in its name: none is ever read beside
  // another build's. Which folder it is, one small file says, the only one that changes: fetched
  // whole, since a server that goes by a file's time calls one of the same second unchanged.
  async open() {
    if (!this.meta) {
      const current = await fetchJson(new URL("current.json", this.base), { cache: "no-store" });
      if (current.format !== FORMAT) throw new OutdatedProgram();
      this.folder = new URL(current.folder, this.base);
      const meta = await this.read("meta.json");
      useRules(meta.wordRules);
      const rarity = new Map();
      for (const entry of meta.words.split(" ")) {
        const cut = entry.lastIndexOf("_");
        rarity.set(entry.slice(0, cut), Number(entry.slice(cut + 1)));
      }
      const certain = new Map();
      for (const [short, long, isCertain] of meta.replacements) {
        if (isCertain) certain.set(foldedForm(short), long.split(" "));
      }
      this.meta = { ...meta, rarity, certain };
    }
    return this.meta;
  }

  // The file with every term that begins as `folded` does: its first word and the next letter.
  shard(folded) {
    const [first, second = ""] = folded.replace("=", "").split(" ");
    return this.read(`terms/${shardNumber(`${first} ${second.slice(0, 1)}`, this.meta.shards)}.json`);
  }

  async shards(foldedTerms) {
    const found = {};
    const files = await Promise.all(foldedTerms.map((term) => this.shard(term)));
    for (const file of new Set(files)) Object.assign(found, file);
    return found;
  }

  async commune(number) {
    const size = this.meta.communesABlock;
    const block = await this.read(`communes/${Math.floor(number / size)}.json`);
    return block[number % size];
  }

  async thing(number) {
    const size = this.meta.thingsABlock;
    const block = await this.read(`things/${Math.floor(number / size)}.json`);
    return block[number % size];
  }

  plan(number) {
    return this.read(`plans/${number}.json`);
  }
}

async function fetchJson(address, options) {
  const response = await fetch(address, options);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.json();
}

// FNV-1a, as in hooks/reform/search/shards.py.
export function shardNumber(key, count) {
  let found = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(key)) {
    found = Math.imul(found ^ byte, 0x01000193) >>> 0;
  }
  return ((found ^ (found >>> 15)) >>> 0) % count;
}

// Calls `each(number)` for the posting of plans, communes or things; for that of items
// `each(plan, position)`, position -1 where only the plan is known.
export function eachPlace(posting, isOfItems, each) {
  if (typeof posting === "string") {
    const bytes = atob(posting);
    for (let byte = 0; byte < bytes.length; byte++) {
      const bits = bytes.charCodeAt(byte);
      for (let bit = 0; bits >> bit; bit++) if ((bits >> bit) & 1) each(byte * 8 + bit, -1);
    }
    return;
  }
  let number = 0;
  for (let place = 0; place < posting.length; place += isOfItems ? 2 : 1) {
    number += posting[place];
    each(number, isOfItems ? posting[place + 1] : -1);
  }
}
