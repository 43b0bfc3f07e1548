/** The chain of names that ends at the cursor, such as `input.items[0].na`, read backwards. */

export type Key = string | number;
/** `path`: the names before the last one. `word`: the beginning of the last one, which starts at `from`. */
export type Chain = {
  readonly path: readonly Key[];
  readonly word: string;
  readonly from: number;
  readonly isMember: boolean;
};

const WORD = /[\p{L}\p{N}_$]*$/u;
const BRACKETS = /\[\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(-?\d+))\s*\]$/;
const NAME = /[\p{L}_$][\p{L}\p{N}_$]*$/u;

/** The chain before a position, or null inside of a quoted text or a number. */
export function chainBefore(text: string, position: number): Chain | null {
  const before = text.slice(0, position);
  if (isInQuotes(before)) return null;
  const word = WORD.exec(before)?.[0] ?? "";
  if (/^\p{N}/u.test(word)) return null;
  const from = position - word.length;
  const link = /\?\.\s*$|\.\s*$/.exec(before.slice(0, from));
  if (link === null) return { path: [], word, from, isMember: false };
  const path = pathBefore(before.slice(0, link.index));
  return path === null ? null : { path, word, from, isMember: true };
}

/** The names and places of which a text's end consists, or null where it is something else, such as a call. */
export function pathBefore(text: string): readonly Key[] | null {
  const keys: Key[] = [];
  let rest = text.trimEnd();
  for (;;) {
    const brackets = BRACKETS.exec(rest);
    if (brackets) {
      const [all, double, single, place] = brackets;
      keys.unshift(place === undefined ? unescaped(double ?? single ?? "") : Number(place));
      rest = rest.slice(0, rest.length - all.length).replace(/\?\.\s*$/, "");
      continue;
    }
    const name = NAME.exec(rest)?.[0];
    if (name === undefined) return null;
    keys.unshift(name);
    rest = rest.slice(0, rest.length - name.length);
    const link = /\s*\??\.\s*$/.exec(rest);
    if (link === null) return keys;
    rest = rest.slice(0, link.index);
  }
}

/** Whether a name can follow a dot. */
export function isName(key: string): boolean {
  return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(key);
}

function isInQuotes(before: string): boolean {
  let quote = "";
  for (let at = 0; at < before.length; at += 1) {
    const letter = before[at] ?? "";
    if (quote !== "" && letter === "\\") at += 1;
    else if (letter === quote) quote = "";
    else if (quote === "" && (letter === '"' || letter === "'")) quote = letter;
  }
  return quote !== "";
}

function unescaped(text: string): string {
  return text.replaceAll(/\\(.)/g, "$1");
}
