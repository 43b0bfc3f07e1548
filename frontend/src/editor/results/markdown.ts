/** Markdown-like text as blocks and spans, to be drawn as elements; nothing in it becomes markup by itself. Pure. */

export type Span = {
  readonly kind: "text" | "strong" | "em" | "code" | "link";
  readonly text: string;
  readonly href?: string;
};
export type Block =
  | { readonly kind: "heading"; readonly level: number; readonly spans: readonly Span[] }
  | { readonly kind: "paragraph" | "quote"; readonly spans: readonly Span[] }
  | { readonly kind: "list"; readonly isOrdered: boolean; readonly items: readonly (readonly Span[])[] }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "rule" };

const SPAN =
  /`([^`\n]+)`|\*\*([^*\n]+)\*\*|__([^_\n]+)__|\*([^*\n]+)\*|\[([^[\]\n]+)\]\((https?:\/\/[^\s)[]{1,2000}|mailto:[^\s)[]{1,2000})\)/g;
const ITEM = /^\s*(?:[-*+]|(\d+)[.)])\s+(.*)$/;

export function blocksOf(text: string): readonly Block[] {
  const lines = text.split(/\r\n|\r|\n/);
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; ) at = takeBlock(lines, at, blocks);
  return blocks;
}

/** Take the block that begins at a line; returns the line behind it. */
function takeBlock(lines: readonly string[], at: number, blocks: Block[]): number {
  const line = lines[at] ?? "";
  if (line.trim() === "") return at + 1;
  if (line.startsWith("```")) return takeCode(lines, at + 1, blocks);
  const [, marks, title] = /^(#{1,6})\s+(.*)$/.exec(line) ?? [];
  if (marks !== undefined) blocks.push({ kind: "heading", level: marks.length, spans: spansOf(title ?? "") });
  else if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(line)) blocks.push({ kind: "rule" });
  else if (ITEM.test(line)) return takeList(lines, at, blocks);
  else return takeText(lines, at, blocks);
  return at + 1;
}

function takeCode(lines: readonly string[], from: number, blocks: Block[]): number {
  let last = from;
  while (last < lines.length && !lines[last]?.startsWith("```")) last += 1;
  blocks.push({ kind: "code", text: lines.slice(from, last).join("\n") });
  return last + 1;
}

function takeList(lines: readonly string[], from: number, blocks: Block[]): number {
  const isOrdered = ITEM.exec(lines[from] ?? "")?.[1] !== undefined;
  const items: (readonly Span[])[] = [];
  let at = from;
  for (let item = ITEM.exec(lines[at] ?? ""); item !== null; item = ITEM.exec(lines[at] ?? "")) {
    items.push(spansOf(item[2] ?? ""));
    at += 1;
  }
  blocks.push({ kind: "list", isOrdered, items });
  return at;
}

function takeText(lines: readonly string[], from: number, blocks: Block[]): number {
  const isQuote = lines[from]?.startsWith(">") ?? false;
  let at = from + 1;
  while (at < lines.length && !/^\s*$|^#{1,6}\s|^```/.test(lines[at] ?? "") && !ITEM.test(lines[at] ?? ""))
    at += 1;
  const text = lines.slice(from, at).map((line) => (isQuote ? line.replace(/^>\s?/, "") : line));
  blocks.push({ kind: isQuote ? "quote" : "paragraph", spans: spansOf(text.join("\n")) });
  return at;
}

export function spansOf(text: string): readonly Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (const match of text.matchAll(SPAN)) {
    if (match.index > from) spans.push({ kind: "text", text: text.slice(from, match.index) });
    spans.push(spanOf(match));
    from = match.index + match[0].length;
  }
  if (from < text.length) spans.push({ kind: "text", text: text.slice(from) });
  return spans;
}

function spanOf([, code, strong, strongToo, em, linked, href]: RegExpMatchArray): Span {
  if (code !== undefined) return { kind: "code", text: code };
  if (em !== undefined) return { kind: "em", text: em };
  if (linked !== undefined && href !== undefined) return { kind: "link", text: linked, href };
  return { kind: "strong", text: strong ?? strongToo ?? "" };
}
