/** What comes before a node, along edges and, where asked for, along references. */

import type { Catalogue } from "./catalogue";
import { childrenOf, containersOf, edgesTo, nodeById, withInner } from "./lookup";
import { referencesOf } from "./references";
import type { WorkflowDocument } from "./types";

/** Ids of the nodes that lead to a node along edges, within its body; the nearest first. */
export function ancestorsOf(document: WorkflowDocument, id: string): readonly string[] {
  return [...upstreamOf(document, id).keys()].slice(1);
}

/** Nodes whose values an expression of a node can read: what leads to it or to a container around it. */
export function readableFrom(document: WorkflowDocument, id: string): readonly string[] {
  return [id, ...containersOf(document, id)].flatMap((at) => ancestorsOf(document, at));
}

/**
 * The node and what must be settled before it: id -> the next id on the way to the node.
 * With a catalogue references count as well, as the server counts them.
 */
export function upstreamOf(
  document: WorkflowDocument,
  id: string,
  catalogue?: Catalogue,
): ReadonlyMap<string, string | undefined> {
  const found = new Map<string, string | undefined>([[id, undefined]]);
  for (const [at] of found) {
    for (const before of [
      ...sourcesOf(document, at),
      ...(catalogue ? readBy(document, catalogue, at) : []),
    ]) {
      if (!found.has(before)) found.set(before, at);
    }
  }
  return found;
}

/** The node and all that come after it in its body, along edges and references. */
export function downstreamOf(
  document: WorkflowDocument,
  id: string,
  catalogue: Catalogue,
): ReadonlySet<string> {
  const followers = new Map<string, string[]>();
  for (const at of childrenOf(document, nodeById(document, id)?.parent)) {
    for (const before of [...sourcesOf(document, at), ...readBy(document, catalogue, at)])
      followers.set(before, [...(followers.get(before) ?? []), at]);
  }
  const found = new Set([id]);
  for (const at of found) for (const next of followers.get(at) ?? []) found.add(next);
  return found;
}

/** How deep a node is inside of containers; 0 at the top level. */
export function depthOf(document: WorkflowDocument, id: string): number {
  return containersOf(document, id).length;
}

function sourcesOf(document: WorkflowDocument, id: string): readonly string[] {
  return edgesTo(document, id).map((edge) => edge.source);
}

/** Nodes beside a node that it, or what is inside of it, reads in expressions. */
function readBy(document: WorkflowDocument, catalogue: Catalogue, id: string): readonly string[] {
  const body = nodeById(document, id)?.parent;
  const readers = childrenOf(document, id).length > 0 ? withInner(document, [id]) : [id];
  return [...readers].flatMap((reader) => {
    const node = nodeById(document, reader);
    const references = node ? referencesOf(catalogue, node) : [];
    return references.map((reference) => reference.id).filter((read) => isBeside(document, read, body));
  });
}

function isBeside(document: WorkflowDocument, id: string, body: string | undefined): boolean {
  const node = nodeById(document, id);
  return node !== undefined && node.parent === body;
}
