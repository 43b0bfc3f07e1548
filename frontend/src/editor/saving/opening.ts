/** What the editor begins with: what the server has, or what the browser kept and the server has not seen yet. */

import type { OpenedWorkflow } from "~/api/queries/workflow";
import { type History, NO_HISTORY } from "~/document/history";
import { openDocument } from "~/document/open";
import type { WorkflowDocument } from "~/document/types";
import { fingerprint } from "./fingerprint";
import type { KeptDraft } from "./shelf";

/** `base`: the fingerprint of what the server has. `sent`: of what may yet arrive there. `theirs`: somebody saved what the kept draft has not seen. */
export type Opening = {
  readonly document: WorkflowDocument;
  readonly history: History;
  readonly etag: string;
  readonly base: string;
  readonly sent: readonly string[];
  readonly isSaved: boolean;
  readonly theirs: OpenedWorkflow | null;
};

export function opening(opened: OpenedWorkflow, kept: KeptDraft | undefined): Opening {
  const served = servedDocument(opened);
  const base = fingerprint(served);
  const plain = {
    document: served,
    history: NO_HISTORY,
    etag: opened.etag,
    base,
    sent: [],
    isSaved: true,
    theirs: null,
  };
  if (kept === undefined) return plain;
  const mine = { ...plain, document: kept.document, history: kept.history };
  if (fingerprint(kept.document) === base) return mine;
  if (kept.isSaved) return plain;
  const isFresh = kept.etag === opened.etag || kept.base === base || kept.sent.includes(base);
  return { ...mine, sent: kept.sent, isSaved: false, theirs: isFresh ? null : opened };
}

/** The draft if there is one, else the latest version; fit for the editor. */
export function servedDocument({ workflow, draft }: OpenedWorkflow): WorkflowDocument {
  return openDocument(draft ? draft.document : workflow.document);
}

/** Who saved last, and when. */
export function authorOf({ workflow, draft }: OpenedWorkflow): { by: string | null; at: string } {
  if (draft === null) return { by: null, at: workflow.updated_at };
  return { by: draft.saved_by?.name ?? null, at: draft.saved_at };
}
