/** Finding nodes, notes and fields by a text. */

import type { Catalogue } from "./catalogue";
import { notesOf } from "./commands/drawing";
import { isList, isObject } from "./commands/values";
import { nodeTypeOf, titleOf } from "./node-types";
import type { Json, WorkflowDocument, WorkflowNode } from "./types";

/** `detail`: where the text was found, for people. */
export type Hit = {
  readonly kind: "node" | "note";
  readonly id: string;
  readonly title: string;
  readonly detail: string;
};

const MOST_HITS = 100;
const AROUND = 30;

/** Return the nodes and notes that have all words of the text, those that are called so first. */
export function search(document: WorkflowDocument, catalogue: Catalogue, text: string): readonly Hit[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const nodes = document.nodes.flatMap((node) => ranked(nodeHit(catalogue, node, words)));
  const notes = notesOf(document).flatMap(({ id, text: note }) => {
    return hasAll(note, words)
      ? [{ rank: 3, hit: { kind: "note" as const, id, title: "Note", detail: excerpt(note, words) } }]
      : [];
  });
  const found = [...nodes, ...notes].sort((one, other) => one.rank - other.rank);
  return found.slice(0, MOST_HITS).map(({ hit }) => hit);
}

type Ranked = { readonly rank: number; readonly hit: Hit };

function ranked(found: Ranked | undefined): readonly Ranked[] {
  return found ? [found] : [];
}

function nodeHit(catalogue: Catalogue, node: WorkflowNode, words: readonly string[]): Ranked | undefined {
  const title = titleOf(catalogue, node);
  const type = nodeTypeOf(catalogue, node)?.label ?? node.type ?? "";
  const hit = { kind: "node" as const, id: node.id, title };
  if (hasAll(title, words)) return { rank: 0, hit: { ...hit, detail: type } };
  if (hasAll(`${title} ${node.id} ${type}`, words))
    return { rank: 1, hit: { ...hit, detail: `${type} · ${node.id}` } };
  for (const [field, value] of Object.entries(node.data ?? {})) {
    const text = textsIn(value).find((inner) => hasAll(inner, words));
    if (text !== undefined) return { rank: 2, hit: { ...hit, detail: `${field}: ${excerpt(text, words)}` } };
  }
  return undefined;
}

function textsIn(value: Json): readonly string[] {
  if (isList(value)) return value.flatMap(textsIn);
  if (isObject(value)) return Object.values(value).flatMap(textsIn);
  return value === null ? [] : [String(value)];
}

function hasAll(text: string, words: readonly string[]): boolean {
  const lower = text.toLowerCase();
  return words.every((word) => lower.includes(word));
}

function excerpt(text: string, words: readonly string[]): string {
  const at = Math.max(text.toLowerCase().indexOf(words[0] ?? ""), 0);
  const start = Math.max(0, at - AROUND);
  const end = at + 2 * AROUND;
  const inner = text.slice(start, end).replace(/\s+/g, " ");
  return `${start > 0 ? "…" : ""}${inner}${end < text.length ? "…" : ""}`;
}
