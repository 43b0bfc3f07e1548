/** What a node got in the execution that is shown: the outputs of what is connected to it. Pure. */

import type { Catalogue } from "~/document/catalogue";
import { edgesTo, nodeById } from "~/document/lookup";
import { nodeTypeOf, titleOf } from "~/document/node-types";
import { PLAIN, portOf } from "~/document/ports";
import type { Json, WorkflowDocument } from "~/document/types";
import type { NodeRun } from "../state";

export type GivenInput = {
  readonly source: string;
  readonly title: string;
  readonly port: string;
  readonly run: NodeRun;
};

/** One for each edge on which something came. Nodes of another version that ran are left out. */
export function inputsGiven(
  document: WorkflowDocument,
  catalogue: Catalogue,
  nodes: ReadonlyMap<string, NodeRun>,
  id: string,
): readonly GivenInput[] {
  return edgesTo(document, id).flatMap((edge) => {
    const source = nodeById(document, edge.source);
    const run = nodes.get(edge.source);
    if (source === undefined || run?.output === undefined) return [];
    const type = nodeTypeOf(catalogue, source);
    const port = portOf(type, edge);
    const fired = run.port === null ? PLAIN : portOf(type, { ...edge, sourceHandle: run.port });
    if (port !== PLAIN && fired !== PLAIN && fired !== port) return [];
    return [{ source: source.id, title: titleOf(catalogue, source), port: port === PLAIN ? "" : port, run }];
  });
}

/** What an expression of the node calls `input`, when that is plain to see. */
export function onlyInput(given: readonly GivenInput[]): Json | undefined {
  return given.length === 1 ? given[0]?.run.output : undefined;
}
