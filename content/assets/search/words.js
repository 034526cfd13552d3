// How Vietnamese text becomes words that match: the same as hooks/reform/search/words.py.
// exact form: `hoá` = `hóa` = "hoa2"; folded form: "hoa". tests/test_search_words.py compares both.

const WORD = /\d+(?:[.,]\d+)*|%|\p{L}(?:\p{L}|['’](?=\p{L}))*/gu;
const TONES = { "\u0300": "1", "\u0301": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5" };
const FINAL_Y = /^([bcdđghklmnprstvx]{0,2}|qu)y$/;
const exactForms = new Map();
const foldedForms = new Map();

export function exactForm(word) {
  let found = exactForms.get(word);
  if (found === undefined) exactForms.set(word, (found = makeExact(word)));
  return found;
}

function makeExact(word) {
  if (/^\d/.test(word)) return /^0\d$/.test(word) ? word[1] : word.replaceAll(",", ".");
  let tone = "";
  let letters = "";
  for (const letter of word.replace(/['’]/g, "").normalize("NFD")) {
    if (TONES[letter]) tone = TONES[letter];
    else letters += letter;
  }
  return letters.normalize("NFC").replace(FINAL_Y, "$1i") + tone;
}

export function foldedForm(exact) {
  let found = foldedForms.get(exact);
  if (found === undefined) foldedForms.set(exact, (found = makeFolded(exact)));
  return found;
}

function makeFolded(exact) {
  if (/^\d/.test(exact)) return exact;
  return exact.replace(/[1-5]+$/, "").replaceAll("đ", "d").normalize("NFD").replace(/\p{M}/gu, "");
}

// The words of a text with the place of each in it: [{exact, folded, start, end}].
// `certain` maps a folded abbreviation to the exact words that it stands for.
export function wordsOf(text, certain) {
  const found = [];
  for (const match of text.toLowerCase().matchAll(WORD)) {
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
// diacritics fits every form; one that leaves some out fits almost; a wrong one hardly.
export function likeness(typed, written) {
  if (typed.exact === written.exact) return 1;
  if (typed.folded !== written.folded) return 0;
  if (typed.exact === typed.folded) return 0.97;
  return leavesOut(typed.exact, written.exact) ? 0.95 : CONFLICT;
}

export const CONFLICT = 0.6;

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
