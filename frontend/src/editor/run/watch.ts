/** Shows one execution: loads what it did, or follows what it does, and writes that to the stores a frame at a time. */

import type { ServerEvent } from "~/api/event-parser";
import { follow } from "~/api/events";
import { type Execution, eventsUrl, readExecution, readSteps, type Step } from "~/api/queries/executions";
import type { ShownExecution } from "../state";
import { type Published, type StepBook, stepBook } from "./step-book";

export type WatchSink = {
  readonly onAbout: (execution: Execution) => void;
  readonly onSteps: (published: Published) => void;
  readonly onLink: (link: "idle" | "loading" | "live" | "reconnecting") => void;
};

export const LIVE: ReadonlySet<string> = new Set(["queued", "running", "waiting"]);

/** Watch an execution until it has ended and everything is told, or `signal` aborts. */
export async function watch(first: Execution, sink: WatchSink, signal: AbortSignal): Promise<void> {
  const book = stepBook();
  sink.onAbout(first);
  book.stand(first.status);
  if (LIVE.has(first.status)) await watchLive(first, book, sink, signal);
  else await loadSteps(first, book, sink, signal);
  if (!signal.aborted) sink.onLink("idle");
}

async function loadSteps(of: Execution, book: StepBook, sink: WatchSink, signal: AbortSignal): Promise<void> {
  sink.onLink("loading");
  for await (const steps of readSteps(of.id, signal)) {
    if (signal.aborted) return;
    book.take(steps);
    const published = book.publish();
    if (published) sink.onSteps(published);
  }
}

async function watchLive(
  first: Execution,
  book: StepBook,
  sink: WatchSink,
  signal: AbortSignal,
): Promise<void> {
  let about = first;
  let steps: Step[] = [];
  const flush = () => {
    if (signal.aborted) return;
    book.take(steps);
    steps = [];
    book.stand(about.status);
    sink.onAbout(about);
    const published = book.publish();
    if (published) sink.onSteps(published);
  };
  const soon = perFrame(flush);
  const onEvent = (event: ServerEvent) => {
    const told = JSON.parse(event.data);
    if (event.name === "step") steps.push(told);
    else if (event.name === "execution") about = { ...about, ...standingOf(told) };
    soon();
    return event.name === "execution" && isLast(told) ? ("done" as const) : undefined;
  };
  await follow({ url: eventsUrl(first.workflow_id, first.id), signal, onEvent, onLink: sink.onLink });
  if (signal.aborted) return;
  about = await readExecution(first.id, signal);
  flush();
}

/** The stream of one that has ended begins with how it stands, without a place; its steps come behind that. */
function isLast({ status, seq }: { status: string; seq: number | null }): boolean {
  return !LIVE.has(status) && seq !== null;
}

/** What an `execution` event says of it. */
function standingOf(told: Execution): Partial<Execution> {
  const { status, waiting_for, wake_at, error, started_at, finished_at, duration_ms } = told;
  return { status, waiting_for, wake_at, error, started_at, finished_at, duration_ms };
}

/** Call a function once in the next frame, however often it is asked for; hidden pages have no frames but timers. */
export function perFrame(call: () => void): () => void {
  let isDue = false;
  const now = () => {
    isDue = false;
    call();
  };
  return () => {
    if (isDue) return;
    isDue = true;
    if (document.hidden) setTimeout(now, 250);
    else requestAnimationFrame(now);
  };
}

export function shownOf(execution: Execution): ShownExecution {
  const isEnded = !LIVE.has(execution.status);
  return {
    id: execution.id,
    version: execution.version,
    status: execution.status,
    error: execution.error,
    startedAt: execution.started_at,
    durationMs: execution.duration_ms,
    input: execution.input,
    output: isEnded ? execution.output : undefined,
  };
}
