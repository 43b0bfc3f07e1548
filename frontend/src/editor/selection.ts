/** What is selected, as values: made from ids, cleaned of what went, kept as it was when nothing is new. */

import { notesOf } from "~/document/commands/drawing";
import { edgeIndex, nodeIndex } from "~/document/lookup";
import type { WorkflowDocument } from "~/document/types";
import type { EditorState, Selection } from "./state";

const NOTHING: ReadonlySet<string> = new Set();

export const NO_SELECTION: Selection = { nodes: NOTHING, edges: NOTHING, notes: NOTHING };

/** Kinds that are left out are not selected. */
export function selectionOf(before: Selection, wanted: Parameters<EditorState["select"]>[0]): Selection {
  return kept(before, {
    nodes: setOf(before.nodes, wanted.nodes),
    edges: setOf(before.edges, wanted.edges),
    notes: setOf(before.notes, wanted.notes),
  });
}

/** The selection without what the document has not any more. */
export function cleaned(selection: Selection, document: WorkflowDocument): Selection {
  if (selection === NO_SELECTION) return selection;
  return kept(selection, {
    nodes: only(selection.nodes, nodeIndex(document.nodes).at),
    edges: only(selection.edges, edgeIndex(document.edges).at),
    notes: selection.notes.size > 0 ? only(selection.notes, noteIds(document)) : selection.notes,
  });
}

function noteIds(document: WorkflowDocument): ReadonlySet<string> {
  return new Set(notesOf(document).map((note) => note.id));
}

function only(ids: ReadonlySet<string>, there: { has(id: string): boolean }): ReadonlySet<string> {
  const left = [...ids].filter((id) => there.has(id));
  return left.length === ids.size ? ids : new Set(left);
}

function setOf(before: ReadonlySet<string>, ids: Iterable<string> = NOTHING): ReadonlySet<string> {
  const after = new Set(ids);
  if (after.size === 0) return NOTHING;
  return after.size === before.size && [...after].every((id) => before.has(id)) ? before : after;
}

function kept(before: Selection, after: Selection): Selection {
  const isSame = before.nodes === after.nodes && before.edges === after.edges && before.notes === after.notes;
  return isSame ? before : after;
}
