/** Publishing the draft: saved first, and what is wrong with it is shown where it is. */

import type { QueryClient } from "@tanstack/react-query";
import { isProblem } from "~/api/problem";
import { publishDraft, workflowKey } from "~/api/queries/workflow";
import type { DocumentProblem, VersionItem } from "~/api/shapes";
import { located, setProblems } from "../saving/checker";
import type { EditorSession } from "./session";

/** `nothing_new`: the latest version says the same. */
export type Published = VersionItem | "nothing_new" | "invalid";

export async function publish(session: EditorSession, note: string, cache: QueryClient): Promise<Published> {
  const { saver, workflowId } = session;
  if (saver === null) return "nothing_new";
  try {
    const version = await saver.change((etag) => publishDraft(workflowId, note, etag));
    await cache.invalidateQueries({ queryKey: workflowKey(workflowId), refetchType: "active" });
    return version;
  } catch (error) {
    if (isProblem(error, "no_draft")) return "nothing_new";
    if (!isProblem(error, "invalid_document")) throw error;
    showProblems(session, error.more);
    return "invalid";
  }
}

function showProblems(
  { stores, ui }: EditorSession,
  found: { problems?: unknown; warnings?: unknown },
): void {
  const { document } = stores.editor.getState();
  const [problems, warnings] = [listOf(found.problems), listOf(found.warnings)];
  setProblems(stores.editor, located(document, { problems, warnings }));
  ui.getState().showBottom("problems");
}

function listOf(found: unknown): readonly DocumentProblem[] {
  return Array.isArray(found) ? found : [];
}
