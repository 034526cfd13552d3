// What the box and the page share: one search over one index, and the Vietnamese texts.

import { Search } from "./engine.js";
import { OutdatedProgram } from "./files.js";

export const root = new URL("../../", import.meta.url);
export const search = new Search(new URL("search-index/", root));

let texts;
export function loadTexts() {
  texts ??= fetch(new URL("texts.json", import.meta.url)).then((response) => {
    if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
    return response.json();
  });
  texts.catch(() => { texts = undefined; }); // asked again with the next letter
  return texts;
}

// What to do when a search failed: a page of an older build is loaded again, once; false: say so.
export function isReloaded(error) {
  if (!(error instanceof OutdatedProgram)) return false;
  try {
    if (sessionStorage.getItem(RELOADED) === location.href) return false;
    sessionStorage.setItem(RELOADED, location.href);
  } catch {
    return false;
  }
  location.reload();
  return true;
}

const RELOADED = "search-reloaded";
