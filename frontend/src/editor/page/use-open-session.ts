import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { workflowQuery } from "~/api/queries/workflow";
import { finishBeforeLeaving } from "~/lib/before-leaving";
import { startChecking } from "../saving/checker";
import { isSavedSoon } from "./saved-soon";
import type { EditorSession } from "./session";

/** Saves and checks as long as the page is open, names the browser's tab, sees what others save. */
export function useOpenSession(session: EditorSession): void {
  const { stores, saver, workflowId } = session;
  const cache = useQueryClient();
  const workflow = useQuery(workflowQuery(workflowId)).data;

  useEffect(() => saver?.start(), [saver]);
  useEffect(() => (saver ? finishBeforeLeaving(() => isSavedSoon(saver)) : undefined), [saver]);
  useEffect(() => startChecking(stores.editor), [stores]);
  useEffect(() => {
    document.title = `${workflow?.name ?? "Workflow"} · Thaiyyal`;
  }, [workflow?.name]);
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === "visible") void saver?.look().catch(() => undefined);
    };
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [saver]);
  const seen = useRef(workflow?.version);
  useEffect(() => {
    if (seen.current !== workflow?.version) void saver?.look().catch(() => undefined);
    seen.current = workflow?.version;
  }, [workflow?.version, saver]);
  useEffect(
    () =>
      stores.editor.subscribe(({ save }, before) => {
        if (save.kind !== "saved" || before.save.kind !== "saving") return;
        const { queryKey } = workflowQuery(workflowId);
        cache.setQueryData(queryKey, (known) => known && { ...known, has_draft: true });
      }),
    [stores, cache, workflowId],
  );
}
