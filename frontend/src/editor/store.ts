/** The state of one open workflow: its document with undo, what is selected, what is wrong with it. */

import { createStore, type StoreApi } from "zustand/vanilla";
import type { Catalogue } from "~/document/catalogue";
import { CommandError } from "~/document/commands/command";
import {
  type Edited,
  endRun,
  type History,
  NO_HISTORY,
  nextLabels,
  perform,
  redo,
  undo,
} from "~/document/history";
import { labelOf } from "~/document/labels";
import { edgeById, nodeById } from "~/document/lookup";
import type { WorkflowDocument } from "~/document/types";
import { notifyProblem } from "~/ui/notify";
import { cleaned, NO_SELECTION, selectionOf } from "./selection";
import type { Destination, EditorState, SaveState } from "./state";

/** What the store holds besides what parts of the editor see. */
export type OpenEditor = EditorState & { readonly history: History };
export type EditorStore = StoreApi<OpenEditor>;

export type EditorStart = {
  readonly workflowId: string;
  readonly canEdit: boolean;
  readonly catalogue: Catalogue;
  readonly document: WorkflowDocument;
  readonly history?: History;
  readonly save?: SaveState;
};

/** Open a document for editing, or for looking at it. */
export function createEditorStore(start: EditorStart): EditorStore {
  const { history = NO_HISTORY, save = { kind: "saved", at: null } } = start;
  return createStore<OpenEditor>((set, get) => ({
    workflowId: start.workflowId,
    canEdit: start.canEdit,
    catalogue: start.catalogue,
    types: new Map(start.catalogue.items.map((type) => [type.type, type])),
    selection: NO_SELECTION,
    problems: [],
    check: "known",
    save,
    isNotKept: false,
    destination: null,
    document: start.document,
    ...historyState(history),
    dispatch: (command, { label, merge } = {}) =>
      change(set, get, (edited) => {
        const text = label ?? labelOf(command, start.catalogue, edited.document);
        return perform(edited, command, { label: text, ...(merge !== undefined && { merge }) });
      }),
    undo: () => change(set, get, undo),
    redo: () => change(set, get, redo),
    select: (wanted) => {
      const before = get().selection;
      const selection = selectionOf(before, wanted);
      if (selection !== before) set({ selection, destination: null, history: endRun(get().history) });
    },
    ...waysTo(set, get),
  }));
}

/** Going to a place: it is selected, and who shows it follows `destination`. */
function waysTo(set: Set, get: () => OpenEditor): Pick<EditorState, "goTo" | "goToEdge" | "goToSettings"> {
  let times = 0;
  const go = (selected: Parameters<EditorState["select"]>[0], place: Omit<Destination, "at">) => {
    get().select(selected);
    times += 1;
    set({ destination: { ...place, at: times } });
  };
  const named = (field?: string) => (field === undefined ? {} : { field });
  return {
    goTo: (node, field) => {
      if (nodeById(get().document, node)) go({ nodes: [node] }, { node, ...named(field) });
    },
    goToEdge: (edge) => {
      if (edgeById(get().document, edge)) go({ edges: [edge] }, { edge });
    },
    goToSettings: (field) => go({}, named(field)),
  };
}

type Set = (state: Partial<OpenEditor>) => void;

function change(set: Set, get: () => OpenEditor, edit: (edited: Edited) => Edited | null): void {
  const before = get();
  if (!before.canEdit) return;
  const edited = attempt(() => edit(before));
  if (edited === null || edited.document === before.document) return;
  set({
    document: edited.document,
    ...historyState(edited.history),
    selection: cleaned(before.selection, edited.document),
    ...(before.save.kind === "saved" && { save: { kind: "dirty" } }),
  });
}

/** Replace what is open, as when somebody else's draft is taken. */
export function reopen(store: EditorStore, edited: Edited): void {
  const { selection } = store.getState();
  store.setState({
    document: edited.document,
    ...historyState(edited.history),
    selection: cleaned(selection, edited.document),
  });
}

/** What does not fit the document is told, and changes nothing. */
function attempt(edit: () => Edited | null): Edited | null {
  try {
    return edit();
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    notifyProblem("That cannot be done here", error);
    return null;
  }
}

function historyState(history: History) {
  const labels = nextLabels(history);
  return {
    history,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    undoLabel: labels.undo ?? null,
    redoLabel: labels.redo ?? null,
  };
}
