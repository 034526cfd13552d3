// How Vietnamese text becomes words that match, by the rules that hooks/reform/search/words.py
// publishes with the index. exact form: `hoá` = `hóa` = "hoa2"; folded form: "hoa".
// tests/test_search_words.py holds both programs together on all data and on any text.

let rules;
const exactForms = new Map();
const foldedForms = new Map();

// Called once, with `wordRules` of the index, before any word is read.
export function useRules(published) {
  rules = {
    word: new RegExp(published.word, "gu"),
    apostrophe: new RegExp(published.apostrophe, "gu"),
    mark: new RegExp(published.mark, "gu"),
    finalY: new RegExp(published.finalY, "u"),
    tones: new Map([...published.tones].map((mark, place) => [mark, String(place + 1)])),
  };
  exactForms.clear();
  foldedForms.clear();
}

export function exactForm(word) {
  let found = exactForms.get(word);
  if (found === undefined) exactForms.set(word, (found = makeExact(word)));
  return found;
}

function makeExact(word) {
  if (/^[0-9]/.test(word)) return /^0[0-9]$/.test(word) ? word[1] : word.replaceAll(",", ".");
  let tone = "";
  let letters = "";
  for (const letter of word.replace(rules.apostrophe, "").normalize("NFC").toLowerCase().normalize("NFD")) {
    if (rules.tones.has(letter)) tone = rules.tones.get(letter);
    else letters += letter;
  }
  return letters.normalize("NFC").replace(rules.finalY, "$1i") + tone;
}

export function foldedForm(exact) {
  let found = foldedForms.get(exact);
  if (found === undefined) foldedForms.set(exact, (found = makeFolded(exact)));
  return found;
}

function makeFolded(exact) {
  if (/^[0-9]/.test(exact)) return exact;
  return exact.replace(/[1-5]+$/, "").replaceAll("đ", "d").normalize("NFD").replace(rules.mark, "");
}

// The words of a text with the place of each in it: [{exact, folded, start, end}].
// `certain` maps a folded abbreviation to the exact words that it stands for.
export function wordsOf(text, certain) {
  const found = [];
  for (const match of text.matchAll(rules.word)) {
    const exact = exactForm(match[0]);
    const start = match.index;
    const end = start + match[0].length;
    for (const word of (certain && certain.get(foldedForm(exact))) || [exact]) {
      found.push({ exact: word, folded: foldedForm(word), start, end });
    }
  }
  return found;
}

// How well a typed word fits a written one: 1 the same, 0 another. A typed word without any
// diacritics fits every form; one that leaves some out fits almost; a wrong one hardly. A word
// that was mended has the diacritics of the mistyped one as `marks`: mended were its letters only.
export function likeness(typed, written) {
  if (typed.exact === written.exact) return 1;
  if (typed.folded !== written.folded) return 0;
  if (typed.marks && typed.marks !== marksOf(written.exact)) return 0;
  if (typed.exact === typed.folded) return 0.97;
  return leavesOut(typed.exact, written.exact) ? 0.95 : CONFLICT;
}

export const CONFLICT = 0.6;

// The tone and the marks of the vowels: what is not mended of a mistyped word.
export function marksOf(exact) {
  return [...exact.normalize("NFD")].filter((letter) => !/[a-zđ]/.test(letter)).join("");
}

function leavesOut(typed, written) {
  const [typedLetters, typedTone] = parts(typed);
  const [writtenLetters, writtenTone] = parts(written);
  if (typedTone && typedTone !== writtenTone) return false;
  return [...typedLetters].every(
    (letter, place) => letter === writtenLetters[place] || letter === foldedForm(writtenLetters[place]),
  );
}

function parts(exact) {
  const tone = /[1-5]$/.test(exact) ? exact.at(-1) : "";
  return [tone ? exact.slice(0, -1) : exact, tone];
}
