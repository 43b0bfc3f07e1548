/** Asks the server what is wrong with the open document, a moment after each change. The latest answer counts. */

import { validateDocument } from "~/api/queries/workflow";
import type { DocumentProblem } from "~/api/shapes";
import { exportDocument } from "~/document/open";
import type { Problem } from "../state";
import type { EditorStore } from "../store";

const CHECK_AFTER_MS = 400;

/** Follow the document until the function that is returned is called. */
export function startChecking(store: EditorStore): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = new AbortController();

  async function check(): Promise<void> {
    asked.abort();
    asked = new AbortController();
    const { signal } = asked;
    const found = await problemsOf(store, signal).catch(() => null);
    if (found !== null && !signal.aborted) setProblems(store, found);
  }

  const unsubscribe = store.subscribe((now, before) => {
    if (now.document === before.document) return;
    clearTimeout(timer);
    timer = setTimeout(() => void check(), CHECK_AFTER_MS);
  });
  void check();
  return () => {
    clearTimeout(timer);
    asked.abort();
    unsubscribe();
  };
}

/** Problems in the order of their gravity; those that are the same as before keep their identity. */
export function setProblems(store: EditorStore, problems: readonly Problem[]): void {
  const before = store.getState().problems;
  if (JSON.stringify(before) !== JSON.stringify(problems)) store.setState({ problems });
}

/** What the server found, as the editor has it. */
export function problemOf(found: DocumentProblem, severity: Problem["severity"]): Problem {
  const { node, edge, field, position } = found;
  return {
    code: found.code,
    message: found.message,
    severity,
    ...(node != null && { node }),
    ...(edge != null && { edge }),
    ...(field != null && { field }),
    ...(position != null && { position }),
  };
}

async function problemsOf(store: EditorStore, signal: AbortSignal): Promise<readonly Problem[]> {
  const { problems, warnings } = await validateDocument(exportDocument(store.getState().document), signal);
  return [
    ...problems.map((found) => problemOf(found, "problem")),
    ...warnings.map((found) => problemOf(found, "warning")),
  ];
}
