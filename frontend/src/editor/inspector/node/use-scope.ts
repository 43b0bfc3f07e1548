import { useMemo } from "react";
import { useEditor, useRun } from "../../context";
import type { ExpressionScope } from "../../expression/code-editor";
import { scopeOf } from "../../expression/scope";

/** What the expressions of a node read, going by the execution that is shown. */
export function useScope(node: string): ExpressionScope | null {
  const document = useEditor((state) => state.document);
  const catalogue = useEditor((state) => state.catalogue);
  const runs = useRun((state) => state.nodes);
  const pinned = useRun((state) => state.pinned);
  const input = useRun((state) => state.execution?.input);
  return useMemo(
    () => scopeOf(node, { document, catalogue, runs, pinned, input }),
    [node, document, catalogue, runs, pinned, input],
  );
}
