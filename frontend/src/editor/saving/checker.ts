/** Asks the server what is wrong with the open document, a moment after each change. The latest answer counts. */

import { connection } from "~/api/connection";
import { validateDocument } from "~/api/queries/workflow";
import type { DocumentProblem } from "~/api/shapes";
import { nodeIndex } from "~/document/lookup";
import { exportDocument } from "~/document/open";
import { problemsByNode } from "~/document/problems";
import type { WorkflowDocument } from "~/document/types";
import type { Problem } from "../state";
import type { EditorStore } from "../store";

const CHECK_AFTER_MS = 400;

type Found = {
  readonly problems?: readonly DocumentProblem[];
  readonly warnings?: readonly DocumentProblem[];
};

/** Follow the document until the function that is returned is called. */
export function startChecking(store: EditorStore): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = new AbortController();

  async function check(): Promise<void> {
    asked.abort();
    asked = new AbortController();
    const { signal } = asked;
    const found = await problemsOf(store, signal).catch(() => null);
    if (signal.aborted) return;
    if (found !== null) setProblems(store, found);
    store.setState({ check: found === null ? "failed" : "known" });
  }

  const stops = [
    store.subscribe((now, before) => {
      if (now.document === before.document) return;
      clearTimeout(timer);
      timer = setTimeout(() => void check(), CHECK_AFTER_MS);
    }),
    connection.subscribe(({ isLost }) => {
      if (!isLost && store.getState().check === "failed") void check();
    }),
  ];
  store.setState({ check: "waiting" });
  void check();
  return () => {
    clearTimeout(timer);
    asked.abort();
    for (const stop of stops) stop();
  };
}

/** Problems in the order of their gravity; those that are the same as before keep their identity. */
export function setProblems(store: EditorStore, problems: readonly Problem[]): void {
  const before = store.getState().problems;
  if (JSON.stringify(before) !== JSON.stringify(problems)) store.setState({ problems });
}

function problemOf(found: DocumentProblem, severity: Problem["severity"]): Problem {
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
  const { document } = store.getState();
  return located(document, await validateDocument(exportDocument(document), signal));
}

/** What the server found, in the order of the document, with the ids of nodes and edges. */
export function located(
  document: WorkflowDocument,
  { problems = [], warnings = [] }: Found,
): readonly Problem[] {
  const all = [
    ...problems.map((each) => problemOf(each, "problem")),
    ...warnings.map((each) => problemOf(each, "warning")),
  ].map((each) => placed(document, each));
  const { at } = nodeIndex(document.nodes);
  const placeOf = ({ node }: Problem) => (node === undefined ? -1 : (at.get(node) ?? -1));
  return all.toSorted((one, other) => placeOf(one) - placeOf(other));
}

/** The server names what has no id by its place in the document. */
function placed(document: WorkflowDocument, problem: Problem): Problem {
  const { nodes, edges } = problemsByNode(document, [problem]);
  const { node: _node, edge: _edge, ...rest } = problem;
  const [node] = nodes.keys();
  const [edge] = edges.keys();
  return { ...rest, ...(node !== undefined && { node }), ...(edge !== undefined && { edge }) };
}
