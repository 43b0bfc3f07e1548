/** The parts of a text in the manner of Markdown. */

export type Block =
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] };

const FENCE = /^```[^\n]*\n([\s\S]*?)\n```$/;
const ITEM = /^[-*] /;

export function blocksOf(text: string): readonly Block[] {
  return piecesOf(text).map(blockOf);
}

/** Parted by empty lines, except within fences. */
function piecesOf(text: string): readonly string[] {
  const pieces: string[] = [];
  for (const piece of text.split(/\n\s*\n/)) {
    const last = pieces.at(-1);
    const isWithin = last?.startsWith("```") && !FENCE.test(last);
    if (isWithin) pieces[pieces.length - 1] = `${last}\n\n${piece}`;
    else pieces.push(piece.replace(/^\n+|\s+$/g, ""));
  }
  return pieces.filter((piece) => piece.trim() !== "");
}

function blockOf(piece: string): Block {
  const fenced = FENCE.exec(piece)?.[1];
  if (fenced !== undefined) return { kind: "code", text: fenced };
  const lines = piece.split("\n");
  if (lines.every((line) => line.startsWith("    ")))
    return { kind: "code", text: lines.map((line) => line.slice(4)).join("\n") };
  if (ITEM.test(lines[0] ?? "")) return { kind: "list", items: itemsOf(lines) };
  return { kind: "paragraph", text: lines.map((line) => line.trim()).join(" ") };
}

/** Lines that do not begin an item go on with the one before. */
function itemsOf(lines: readonly string[]): readonly string[] {
  const items: string[] = [];
  for (const line of lines) {
    if (ITEM.test(line)) items.push(line.slice(2).trim());
    else items[items.length - 1] = `${items.at(-1) ?? ""} ${line.trim()}`;
  }
  return items;
}
