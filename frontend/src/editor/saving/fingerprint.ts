/** Whether two documents say the same, whatever the order of their keys. */

import { exportDocument } from "~/document/open";
import type { Json, WorkflowDocument } from "~/document/types";

const known = new WeakMap<WorkflowDocument, string>();

/** A short text that is the same for documents that say the same. */
export function fingerprint(document: WorkflowDocument): string {
  const found = known.get(document);
  if (found !== undefined) return found;
  const text = JSON.stringify(exportDocument(document), sorted);
  const made = `${text.length}-${hash(text, 0xdeadbeef, 0x41c6ce57)}-${hash(text, 0x9e3779b9, 0x7f4a7c15)}`;
  known.set(document, made);
  return made;
}

/** The document without what only matters to the eye, for telling whether two would do the same. */
export function meaning({ nodes, edges, settings }: WorkflowDocument): WorkflowDocument {
  return {
    nodes: nodes.map(({ position: _position, size: _size, ...node }) => node),
    edges,
    ...(settings !== undefined && { settings }),
  };
}

function sorted(_key: string, value: Json): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Bryc's cyrb53: 53 well mixed bits. */
function hash(text: string, first: number, second: number): string {
  let [a, b] = [first, second];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36);
}
