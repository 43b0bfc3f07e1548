import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useStore } from "zustand";
import { isProblem } from "~/api/problem";
import { executedDocumentQuery } from "~/api/queries/executions";
import { openDocument } from "~/document/open";
import type { EditorStores } from "../context";
import { detailsOf } from "../run/details";
import { fingerprint, meaning } from "../saving/fingerprint";
import { createEditorStore } from "../store";
import type { EditorSession } from "./session";

/** What is shown in place of the draft: what an execution ran, a version or a draft; or that it is gone. */
export type Overlay = { readonly kind: "ran"; readonly version: number | null } | { readonly kind: "gone" };

export type Shown = { readonly stores: EditorStores; readonly overlay: Overlay | null };

/** The draft, or what the shown execution ran where that says something else. */
export function useShownStores({ stores, workflowId }: EditorSession): Shown {
  const id = useStore(stores.run, (run) => run.execution?.id ?? null);
  const startedHere = useStore(detailsOf(stores.run), (details) => details.startedHere);
  const isEarlier = id !== null && id !== startedHere;
  const { data: ran, error } = useQuery({ ...executedDocumentQuery(id ?? ""), enabled: isEarlier });
  const isGone = isEarlier && isProblem(error) && error.status === 404;
  return useMemo(() => {
    const plain = { stores, overlay: isGone ? ({ kind: "gone" } as const) : null };
    if (!isEarlier || ran === undefined) return plain;
    const { document: draft, catalogue } = stores.editor.getState();
    const document = openDocument(ran.document);
    if (fingerprint(meaning(document)) === fingerprint(meaning(draft))) return plain;
    const editor = createEditorStore({ workflowId, canEdit: false, catalogue, document });
    return { stores: { editor, run: stores.run }, overlay: { kind: "ran", version: ran.version } };
  }, [stores, workflowId, isEarlier, isGone, ran]);
}
