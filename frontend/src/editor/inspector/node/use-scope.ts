import { useMemo } from "react";
import { useEditor, useRun } from "../../context";
import type { ExpressionScope } from "../../expression/code-editor";
import { scopeOf } from "../../expression/scope";
import { useLastRuns } from "../../run/use-last-runs";

/** What the expressions of a node read, going by the execution that is shown, else by the last one. */
export function useScope(node: string): ExpressionScope | null {
  const document = useEditor((state) => state.document);
  const catalogue = useEditor((state) => state.catalogue);
  const shown = useRun((state) => state.nodes);
  const isShown = useRun((state) => state.execution !== null);
  const last = useLastRuns();
  const runs = isShown ? shown : last.runs;
  const pinned = useRun((state) => state.pinned);
  const given = useRun((state) => state.execution?.input);
  const input = isShown ? given : last.input;
  return useMemo(
    () => scopeOf(node, { document, catalogue, runs, pinned, input }),
    [node, document, catalogue, runs, pinned, input],
  );
}
