/** Publishing the draft: saved first, and what is wrong with it is shown where it is. */

import type { QueryClient } from "@tanstack/react-query";
import { isProblem } from "~/api/problem";
import { publishDraft, workflowKey, workflowQuery } from "~/api/queries/workflow";
import type { DocumentProblem } from "~/api/shapes";
import { located, setProblems } from "../saving/checker";
import type { EditorSession } from "./session";

/** `nothing_new`: the latest version says the same. A number: the version that was made. */
export type Published = number | "nothing_new" | "invalid";

export async function publish(session: EditorSession, note: string, cache: QueryClient): Promise<Published> {
  const { saver, workflowId } = session;
  if (saver === null) return "nothing_new";
  try {
    const latest = cache.getQueryData(workflowQuery(workflowId).queryKey)?.version;
    const { version } = await saver.change((etag) => publishDraft(workflowId, note, etag));
    await cache.invalidateQueries({ queryKey: workflowKey(workflowId) });
    return version === latest ? "nothing_new" : version;
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
