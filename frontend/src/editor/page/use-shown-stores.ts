import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useStore } from "zustand";
import { versionQuery } from "~/api/queries/workflow";
import { openDocument } from "~/document/open";
import type { EditorStores } from "../context";
import { fingerprint, meaning } from "../saving/fingerprint";
import { createEditorStore } from "../store";
import type { EditorSession } from "./session";

/** `overlay`: the version that an execution ran, shown in place of the draft; null: the draft itself. */
export type Shown = { readonly stores: EditorStores; readonly overlay: number | null };

/** The draft, or the version that the shown execution ran where that says something else. */
export function useShownStores({ stores, workflowId }: EditorSession): Shown {
  const version = useStore(stores.run, (run) => run.execution?.version ?? null);
  const ran = useQuery({ ...versionQuery(workflowId, String(version)), enabled: version !== null }).data;
  return useMemo(() => {
    const plain = { stores, overlay: null };
    if (version === null || ran === undefined) return plain;
    const { document: draft, catalogue } = stores.editor.getState();
    const document = openDocument(ran.document);
    if (fingerprint(meaning(document)) === fingerprint(meaning(draft))) return plain;
    const editor = createEditorStore({ workflowId, canEdit: false, catalogue, document });
    return { stores: { editor, run: stores.run }, overlay: version };
  }, [stores, workflowId, version, ran]);
}
