/** What the nodes of one execution did, gathered from steps as they come and given out a batch at a time. */

import type { Step } from "~/api/queries/executions";
import type { NodeRun, NodeStatus } from "../state";

/** One run of a node: in the run of its containers that `path` names, at one attempt. */
export type StepRun = Omit<NodeRun, "runs" | "seq"> & { readonly seq: number; readonly type: string };

type Entry = {
  readonly runs: StepRun[];
  /** Where the run of a path and an attempt stands. */
  readonly at: Map<string, number>;
  readonly paths: Set<string>;
  last: number;
};

export type StepBook = {
  readonly take: (steps: readonly Step[]) => void;
  /** How the execution itself stands, since steps that began and did not end depend on it. */
  readonly stand: (status: string) => void;
  /** New maps in which only what has changed is new; null when nothing has. */
  readonly publish: () => Published | null;
};

export type Published = {
  readonly nodes: ReadonlyMap<string, NodeRun>;
  readonly runs: ReadonlyMap<string, readonly StepRun[]>;
};

const ENDED: Readonly<Record<string, NodeStatus>> = {
  waiting: "waiting",
  cancelled: "cancelled",
  failed: "interrupted",
  succeeded: "interrupted",
};

export function stepBook(): StepBook {
  const entries = new Map<string, Entry>();
  const changed = new Set<string>();
  const open = new Set<string>();
  let status = "queued";
  let published: Published = { nodes: new Map(), runs: new Map() };

  const stand = (next: string) => {
    if (next === status) return;
    status = next;
    for (const node of open) changed.add(node);
  };

  const publish = () => {
    if (changed.size === 0) return null;
    const nodes = new Map(published.nodes);
    const runs = new Map(published.runs);
    for (const node of changed) {
      const entry = entries.get(node);
      if (entry === undefined) continue;
      const shown = status in ENDED ? entry.runs.map((run) => standing(run, status)) : entry.runs.slice();
      runs.set(node, shown);
      nodes.set(node, summary(shown[entry.last] ?? NOTHING, entry.paths.size));
    }
    changed.clear();
    published = { nodes, runs };
    return published;
  };

  const take = (steps: readonly Step[]) => {
    for (const step of steps) {
      const entry = entryOf(entries, step.node_id);
      put(entry, runOf(step));
      changed.add(step.node_id);
      if (step.status === "running") open.add(step.node_id);
    }
  };

  return { take, stand, publish };
}

function entryOf(entries: Map<string, Entry>, node: string): Entry {
  const known = entries.get(node);
  if (known) return known;
  const made = { runs: [], at: new Map(), paths: new Set<string>(), last: 0 };
  entries.set(node, made);
  return made;
}

function put(entry: Entry, run: StepRun): void {
  const key = `${run.path} ${run.attempt}`;
  const at = entry.at.get(key) ?? entry.runs.length;
  entry.at.set(key, at);
  entry.runs[at] = run;
  entry.last = at;
  entry.paths.add(run.path);
}

function runOf(step: Step): StepRun {
  return {
    status: step.status,
    seq: step.seq,
    path: step.path,
    type: step.type,
    startedAt: step.started_at,
    durationMs: step.duration_ms,
    attempt: step.attempt,
    port: step.port,
    output: step.status === "running" ? undefined : step.output,
    isPreview: step.is_preview,
    error: step.error,
    meta: step.meta,
  };
}

function standing(run: StepRun, execution: string): StepRun {
  const status = run.status === "running" ? ENDED[execution] : undefined;
  return status === undefined ? run : { ...run, status };
}

/** The run that was told last stands for the node. What only computes is told once, with how often it did. */
function summary({ type: _, ...run }: StepRun, paths: number): NodeRun {
  const counted = run.meta.runs;
  return { ...run, runs: typeof counted === "number" ? Math.max(counted, paths) : paths };
}

const NOTHING: StepRun = {
  status: "queued",
  seq: 0,
  path: "",
  type: "",
  startedAt: null,
  durationMs: null,
  attempt: 1,
  port: null,
  output: undefined,
  isPreview: false,
  error: null,
  meta: {},
};
