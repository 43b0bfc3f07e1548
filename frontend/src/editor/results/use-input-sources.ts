import { useMemo } from "react";
import { containersOf } from "~/document/lookup";
import { useEditor, useRun } from "../context";
import { useRunDetails } from "../run/details";
import { type InputSources, outerPath } from "./inputs";

/** Where what a node got is looked up: in the run of its containers that `path` names, else in the last one. */
export function useInputSources(path: string): InputSources {
  const document = useEditor((state) => state.document);
  const catalogue = useEditor((state) => state.catalogue);
  const nodes = useRun((state) => state.nodes);
  const runs = useRunDetails((details) => details.runs);
  return useMemo(() => {
    const runOf = (id: string) => {
      const last = nodes.get(id);
      const outer = outerPath(path, containersOf(document, id).length);
      const found = runs.get(id)?.findLast((run) => run.path === outer);
      return found && last ? { ...found, runs: last.runs } : last;
    };
    return { document, catalogue, runOf };
  }, [document, catalogue, nodes, runs, path]);
}
