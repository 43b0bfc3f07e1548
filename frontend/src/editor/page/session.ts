/** One open workflow on the page: its stores, who saves it, what of the page is open. */

import type { StoreApi } from "zustand/vanilla";
import type { OpenedWorkflow } from "~/api/queries/workflow";
import type { VersionDetail } from "~/api/shapes";
import type { Catalogue } from "~/document/catalogue";
import { NO_HISTORY } from "~/document/history";
import { openDocument } from "~/document/open";
import { keepPinsWithNodes } from "../run/pins-and-nodes";
import { createRunStore } from "../run/store";
import { type Opening, opening } from "../saving/opening";
import { Saver } from "../saving/saver";
import { browserShelf, type KeptDraft, keyOf } from "../saving/shelf";
import type { RunState } from "../state";
import { createEditorStore, type EditorStore } from "../store";
import { createPageUi, type PageUi } from "./page-ui";

export type EditorSession = {
  readonly stores: { readonly editor: EditorStore; readonly run: StoreApi<RunState> };
  /** Null for who may only look. */
  readonly saver: Saver | null;
  readonly ui: StoreApi<PageUi>;
  readonly workflowId: string;
  /** The published version that is looked at; null for the draft. */
  readonly version: number | null;
};

/** `version`: look at it instead of the draft. */
export type SessionStart = {
  readonly opened: OpenedWorkflow;
  readonly kept: KeptDraft | undefined;
  readonly catalogue: Catalogue;
  readonly version: VersionDetail | null;
  readonly userId: string;
};

export function createSession({ opened, kept, catalogue, version, userId }: SessionStart): EditorSession {
  const { workflow } = opened;
  const canEdit = version === null && workflow.permissions.includes("workflows.update");
  const begun = version === null ? opening(opened, canEdit ? kept : undefined) : lookedAt(opened, version);
  const editor = createEditorStore({
    workflowId: workflow.id,
    canEdit,
    catalogue,
    document: begun.document,
    history: begun.history,
    save: begun.isSaved ? { kind: "saved", at: opened.draft?.saved_at ?? null } : { kind: "dirty" },
  });
  const key = keyOf(workflow.id, userId);
  const saver = canEdit ? new Saver(editor, { opening: begun, shelf: browserShelf, key }) : null;
  const mayExecute = workflow.permissions.includes("workflows.execute");
  const run = createRunStore({
    workflowId: workflow.id,
    userId,
    save: async () => saver?.meetServer(),
    canExecute: version === null && mayExecute,
    isDraftNeeded: version !== null && mayExecute,
    ...(saver && { makeDraft: () => saver.makeDraft() }),
  });
  if (canEdit) keepPinsWithNodes(editor, run);
  const ui = createPageUi();
  return { stores: { editor, run }, saver, ui, workflowId: workflow.id, version: version?.version ?? null };
}

function lookedAt({ etag }: OpenedWorkflow, version: VersionDetail): Opening {
  const document = openDocument(version.document);
  return { document, history: NO_HISTORY, etag, base: "", sent: [], isSaved: true, theirs: null };
}
