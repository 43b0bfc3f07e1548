/** Copying as JSON, between tabs and workflows. */

import { own } from "~/lib/own";
import { groupsOf, notesOf } from "./commands/drawing";
import { isList, isObject } from "./commands/values";
import { absolutePosition } from "./geometry";
import { edgesFrom, withInner } from "./lookup";
import { missingPositions } from "./open/place";
import { DocumentError, readDocument } from "./open/read";
import { MOST_CHARACTERS, parseText, TOO_LARGE } from "./open/text";
import type { Group, Note, WorkflowDocument, WorkflowEdge, WorkflowNode } from "./types";

export const CLIPBOARD_KIND = "thaiyyal/nodes";
/** In one workflow; the server takes no more. */
export const MOST_NODES = 10_000;

/** Nodes without a parent here have their position on the canvas. */
export type Clipboard = {
  readonly kind: typeof CLIPBOARD_KIND;
  readonly nodes: readonly WorkflowNode[];
  readonly edges: readonly WorkflowEdge[];
  readonly notes: readonly Note[];
  readonly groups: readonly Group[];
};

/** Copy nodes with all that is inside of them, the edges between them, notes, and groups that are copied whole. */
export function copy(document: WorkflowDocument, ids: readonly string[]): Clipboard {
  const copied = withInner(document, ids);
  const noteIds = new Set(ids);
  const nodes = document.nodes.filter((node) => copied.has(node.id));
  return {
    kind: CLIPBOARD_KIND,
    nodes: nodes.map((node) => freed(document, node, copied)),
    edges: nodes.flatMap((node) => edgesFrom(document, node.id).filter((edge) => copied.has(edge.target))),
    notes: notesOf(document).filter((note) => noteIds.has(note.id)),
    groups: groupsOf(document).filter((group) => group.nodes.every((id) => copied.has(id))),
  };
}

/**
 * Read the text of a clipboard; a whole workflow document will do. Null when it is something else.
 *
 * @throws DocumentError when it has more nodes than a workflow may have, or looks like JSON and is
 *   larger than a document may be.
 */
export function readClipboard(text: string): Clipboard | null {
  if (text.length > MOST_CHARACTERS && /^\s*\{/.test(text)) throw new DocumentError(TOO_LARGE);
  const parsed = parseText(text);
  if (!parsed.ok || !isObject(parsed.json) || !isList(parsed.json.nodes)) return null;
  if (parsed.json.nodes.length > MOST_NODES) throw tooManyNodes();
  const { kind, nodes, edges = [], notes = [], groups = [], editor = null } = parsed.json;
  try {
    const drawing = kind === CLIPBOARD_KIND ? { notes, groups } : editor;
    const { document } = readDocument({ nodes, edges, editor: drawing });
    const ids = document.nodes.map((node) => node.id);
    return { ...copy(withPlaces(document), ids), notes: notesOf(document) };
  } catch (error) {
    if (error instanceof DocumentError) return null;
    throw error;
  }
}

export function isTooLarge({ nodes }: Pick<WorkflowDocument, "nodes">): boolean {
  return nodes.length > MOST_NODES;
}

export function tooManyNodes(): DocumentError {
  return new DocumentError("A workflow has at most 10,000 nodes.");
}

/** A node whose container is not copied stands on the canvas itself. */
function freed(document: WorkflowDocument, node: WorkflowNode, copied: ReadonlySet<string>): WorkflowNode {
  const { parent, ...rest } = node;
  if (parent === undefined || copied.has(parent)) return node;
  return { ...rest, position: absolutePosition(document, node.id) };
}

function withPlaces(document: WorkflowDocument): WorkflowDocument {
  const positions = missingPositions(document);
  return {
    ...document,
    nodes: document.nodes.map((node) => {
      const position = own(positions, node.id);
      return position ? { ...node, position } : node;
    }),
  };
}
