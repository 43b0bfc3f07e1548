/** Opening documents in the editor, and giving them back. What was read is kept unless somebody edits it. */

import type { Catalogue } from "./catalogue";
import { moveNodes, nodesMoved } from "./commands/nodes";
import { missingPositions } from "./open/place";
import { DocumentError, type Opened, readDocument } from "./open/read";
import { parseText, type TextProblem } from "./open/text";
import type { Json, JsonObject, WorkflowDocument } from "./types";

export type Imported =
  | ({ readonly ok: true } & Opened)
  | { readonly ok: false; readonly problem: TextProblem };

/** Return a document fit for the editor: every edge has an id, every node a place. Throws `DocumentError`. */
export function openDocument(json: Json, catalogue?: Catalogue): WorkflowDocument {
  return openWithRepairs(json, catalogue).document;
}

/** As `openDocument`, with sentences about what had to be put right. */
export function openWithRepairs(json: Json, catalogue?: Catalogue): Opened {
  const { document, repairs } = readDocument(json);
  const positions = missingPositions(document, catalogue);
  if (Object.keys(positions).length === 0) return { document, repairs };
  return { document: nodesMoved(document, moveNodes(positions)), repairs };
}

/** Open the text of a document; what cannot be read is a problem with its place. */
export function importText(text: string, catalogue?: Catalogue): Imported {
  const parsed = parseText(text);
  if (!parsed.ok) return parsed;
  try {
    return { ok: true, ...openWithRepairs(parsed.json, catalogue) };
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    return { ok: false, problem: { line: 1, column: 1, message: error.message } };
  }
}

/** Return the JSON to save. */
export function exportDocument(document: WorkflowDocument): JsonObject {
  const { name, description, settings, nodes, edges, editor, ...others } = document;
  return {
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
    ...(settings !== undefined && { settings }),
    ...others,
    nodes,
    edges,
    ...(editor !== undefined && { editor }),
  };
}

/** Return the text of a document for a file. */
export function exportText(document: WorkflowDocument): string {
  return `${JSON.stringify(exportDocument(document), null, 2)}\n`;
}
