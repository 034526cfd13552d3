// What the box and the page share: one search over one index, and the Vietnamese texts.

import { Search } from "./engine.js";

export const root = new URL("../../", import.meta.url);
export const search = new Search(new URL("assets/search-index/", root));

let texts;
export function loadTexts() {
  texts ??= fetch(new URL("texts.json", import.meta.url)).then((response) => response.json());
  return texts;
}
