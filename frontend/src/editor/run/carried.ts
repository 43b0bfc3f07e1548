/** What went over an edge, by the rules of the engine. Pure. */

import type { NodeType } from "~/document/catalogue";
import { isObject } from "~/document/commands/values";
import { PLAIN, portOf, portsOf } from "~/document/ports";
import type { Json, WorkflowNode } from "~/document/types";
import { own } from "~/lib/own";
import type { NodeRun } from "../state";

/** What of a run decides; steps of a server say it as well. */
export type Ran = Pick<NodeRun, "output" | "port"> & { readonly status: string };

/**
 * What a run of a node sent by one of its ports; undefined: nothing, or nobody knows.
 * `port`: as `portOf` names it. An edge without a port takes whatever leaves.
 */
export function carried(type: NodeType | undefined, run: Ran | undefined, port: string): Json | undefined {
  if (run === undefined) return undefined;
  if (isRouted(run)) return port === "error" ? run.output : undefined;
  if (run.status !== "succeeded" || port === PLAIN)
    return run.status === "succeeded" ? run.output : undefined;
  if (type?.outputs.has_parts) return isObject(run.output) ? own(run.output, port) : undefined;
  if (run.port === null) return type?.outputs.has_out === false ? undefined : run.output;
  return portOf(type, { id: "", source: "", target: "", sourceHandle: run.port }) === port
    ? run.output
    : undefined;
}

/** Whether only a part of what left went by this port. */
export function isPart(type: NodeType | undefined, run: Ran, port: string): boolean {
  return type?.outputs.has_parts === true && port !== PLAIN && !isRouted(run);
}

/** A pinned output as a run: it leaves by the first port where a node chooses one. */
export function pinnedRun(type: NodeType | undefined, node: WorkflowNode | undefined, output: Json): Ran {
  const choice = type?.outputs.has_out === false && node ? portsOf(type, node)[0]?.name : undefined;
  return { status: "succeeded", output, port: choice ?? null };
}

/** It failed, and the error left by a port of its own. */
function isRouted({ status, port }: Ran): boolean {
  return status === "failed" && port === "error";
}
