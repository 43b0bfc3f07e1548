/** What cards and edges show of the execution on the canvas. */

import { formatDuration, plural } from "~/lib/format";
import type { NodeRun, NodeStatus, Problem } from "../../state";

export const STATUS_WORDS: Readonly<Record<NodeStatus, string>> = {
  queued: "queued",
  running: "running",
  waiting: "waiting",
  succeeded: "succeeded",
  failed: "failed",
  skipped: "skipped",
  cancelled: "cancelled",
  interrupted: "interrupted",
};

/** "running", "120 ms", "3 runs · 1.2 s": what stands on the pill of a card. */
export function runText(run: NodeRun): string {
  const parts = [
    run.runs > 1 ? plural(run.runs, "run") : "",
    run.attempt > 1 ? `attempt ${run.attempt}` : "",
    run.durationMs === null ? STATUS_WORDS[run.status] : formatDuration(run.durationMs),
  ];
  return parts.filter((part) => part !== "").join(" · ");
}

type Marks = { readonly problems: number; readonly warnings: number };
const NONE: Marks = { problems: 0, warnings: 0 };
const marks = new WeakMap<readonly Problem[], ReadonlyMap<string, Marks>>();

/** How much is wrong with a node. The same object as long as the list of problems is. */
export function marksOf(problems: readonly Problem[], node: string): Marks {
  let byNode = marks.get(problems);
  if (!byNode) {
    byNode = counted(problems);
    marks.set(problems, byNode);
  }
  return byNode.get(node) ?? NONE;
}

function counted(problems: readonly Problem[]): ReadonlyMap<string, Marks> {
  const found = new Map<string, Marks>();
  for (const { node, severity } of problems) {
    if (node === undefined) continue;
    const before = found.get(node) ?? NONE;
    const isProblem = severity === "problem";
    found.set(node, {
      problems: before.problems + (isProblem ? 1 : 0),
      warnings: before.warnings + (isProblem ? 0 : 1),
    });
  }
  return found;
}

/** "HTTP request, Fetch orders, failed, 2 problems": what a card is called. */
export function nameOf(parts: {
  typeLabel: string;
  title: string;
  run: NodeRun | undefined;
  marks: Marks;
  isPinned: boolean;
}): string {
  const { typeLabel, title, run, marks: wrong, isPinned } = parts;
  const said = [
    typeLabel,
    title === typeLabel ? "" : title,
    run ? STATUS_WORDS[run.status] : "",
    wrong.problems > 0 ? plural(wrong.problems, "problem") : "",
    wrong.warnings > 0 ? plural(wrong.warnings, "warning") : "",
    isPinned ? "pinned" : "",
  ];
  return said.filter((part) => part !== "").join(", ");
}
