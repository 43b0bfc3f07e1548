/** What a node got in the execution that is shown: the outputs of what is connected to it. Pure. */

import type { Catalogue } from "~/document/catalogue";
import { isList } from "~/document/commands/values";
import { containersOf, edgesTo, nodeById } from "~/document/lookup";
import { nodeTypeOf, titleOf } from "~/document/node-types";
import { PLAIN, portOf } from "~/document/ports";
import type { Json, WorkflowDocument } from "~/document/types";
import { carried, isPart } from "../run/carried";
import type { NodeRun } from "../state";

export type GivenInput = {
  readonly source: string;
  readonly title: string;
  readonly port: string;
  /** With what came along the edge as its output. */
  readonly run: NodeRun;
  /** The member of what left that came along; null: all of it. */
  readonly part: string | null;
};

export type InputSources = {
  readonly document: WorkflowDocument;
  readonly catalogue: Catalogue;
  /** The run of a node that counts: where it ran several times, in the same run of its container. */
  readonly runOf: (node: string) => NodeRun | undefined;
};

/** One for each edge on which something came. Nodes of another version that ran are left out. */
export function inputsGiven({ document, catalogue, runOf }: InputSources, id: string): readonly GivenInput[] {
  return edgesTo(document, id).flatMap((edge) => {
    const source = nodeById(document, edge.source);
    const run = runOf(edge.source);
    if (source === undefined || run === undefined) return [];
    const type = nodeTypeOf(catalogue, source);
    const port = portOf(type, edge);
    const output = carried(type, run, port);
    if (output === undefined) return [];
    return [
      {
        source: source.id,
        title: titleOf(catalogue, source),
        port: port === PLAIN ? "" : port,
        run: { ...run, output },
        part: isPart(type, run, port) ? port : null,
      },
    ];
  });
}

/** The run of a container that a run happened in, out of `loop[3].inner[0]`: as much of it as `depth` says. */
export function outerPath(path: string, depth: number): string {
  const ends = [...path.matchAll(/\[\d+\](?=\.|$)/g)].map((found) => found.index + found[0].length);
  return depth === 0 ? "" : path.slice(0, ends[depth - 1] ?? path.length);
}

/**
 * What a node got at which no edge ends: the input of the execution, or what its container handed it.
 * Undefined: that is not recorded.
 */
export function firstInput(
  sources: InputSources,
  id: string,
  path: string,
  given: Json | undefined,
): Json | undefined {
  const [container, ...outer] = containersOf(sources.document, id);
  if (container === undefined) return given;
  const before = outerPath(path, outer.length);
  const hasEdges = edgesTo(sources.document, container).length > 0;
  const value = hasEdges
    ? inputsGiven(sources, container)[0]?.run.output
    : firstInput(sources, container, before, given);
  const turn = Number(/\[(\d+)\]$/.exec(path)?.[1] ?? 0);
  const node = nodeById(sources.document, container);
  if (node && nodeTypeOf(sources.catalogue, node)?.accepts === "list")
    return isList(value) ? value[turn] : undefined;
  return turn === 0 ? value : undefined;
}
