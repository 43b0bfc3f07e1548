/** Finding a text in a value or a long text. Pure; at most a thousand places. */

import type { Json } from "~/document/types";
import type { Segment } from "./path";

export const MOST_MATCHES = 1_000;

type Waiting = { readonly value: Json; readonly path: readonly Segment[] };

/** Where names of members or plain values have the text, in the order in which they are shown. */
export function findInValue(value: Json, text: string): readonly (readonly Segment[])[] {
  const wanted = text.toLowerCase();
  if (wanted === "") return [];
  const found: (readonly Segment[])[] = [];
  const waiting: Waiting[] = [{ value, path: [] }];
  for (let each = waiting.pop(); each !== undefined && found.length < MOST_MATCHES; each = waiting.pop()) {
    if (has(each, wanted)) found.push(each.path);
    const { value: container, path } = each;
    if (Array.isArray(container)) {
      for (let at = container.length - 1; at >= 0; at -= 1)
        waiting.push({ value: container[at], path: [...path, at] });
    } else if (typeof container === "object" && container !== null) {
      for (const [name, member] of Object.entries(container).reverse())
        waiting.push({ value: member, path: [...path, name] });
    }
  }
  return found;
}

function has({ value, path }: Waiting, wanted: string): boolean {
  const name = path.at(-1);
  if (typeof name === "string" && name.toLowerCase().includes(wanted)) return true;
  return (typeof value !== "object" || value === null) && String(value).toLowerCase().includes(wanted);
}

/** Lines that have the text. */
export function findInLines(lines: readonly string[], text: string): readonly number[] {
  const wanted = text.toLowerCase();
  if (wanted === "") return [];
  const found: number[] = [];
  for (const [at, line] of lines.entries()) {
    if (found.length >= MOST_MATCHES) break;
    if (line.toLowerCase().includes(wanted)) found.push(at);
  }
  return found;
}

/** A text in pieces, those that match marked. */
export function markedPieces(
  text: string,
  wanted: string,
): readonly { readonly text: string; readonly isMatch: boolean; readonly at: number }[] {
  if (wanted === "") return [{ text, isMatch: false, at: 0 }];
  const pieces = [];
  const lower = text.toLowerCase();
  const needle = wanted.toLowerCase();
  let from = 0;
  for (let at = lower.indexOf(needle); at >= 0; at = lower.indexOf(needle, from)) {
    if (at > from) pieces.push({ text: text.slice(from, at), isMatch: false, at: from });
    pieces.push({ text: text.slice(at, at + needle.length), isMatch: true, at });
    from = at + needle.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), isMatch: false, at: from });
  return pieces;
}
