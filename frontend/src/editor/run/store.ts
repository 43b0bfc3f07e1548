/** The execution that is shown on the canvas, and how executions by hand are started. */

import { createStore, type StoreApi } from "zustand/vanilla";
import { isProblem } from "~/api/problem";
import { type Execution, readExecution } from "~/api/queries/executions";
import { cancelExecution, type StartBody, startExecution } from "~/api/queries/steering";
import { randomId } from "~/lib/random-id";
import type { RunState, StartOptions } from "../state";
import { giveDetails, noDetails, type RunDetails } from "./details";
import { type Kept, keep, NOTHING, readKept, readLargeKept } from "./keep";
import { OfAnotherWorkflow } from "./of-another-workflow";
import { shownOf, watch } from "./watch";

export type RunStoreOptions = {
  readonly workflowId: string;
  /** Whose pinned outputs and input they are. */
  readonly userId: string;
  /** Bring the draft on the server up to what is on the screen. */
  readonly save: () => Promise<void>;
  readonly canExecute: boolean;
  /** A published version is looked at by somebody who could run the draft. */
  readonly isDraftNeeded?: boolean;
  /** Make a draft of what is published; without it pinned outputs need a draft that is there. */
  readonly makeDraft?: () => Promise<void>;
};

type Parts = {
  readonly options: RunStoreOptions;
  readonly set: StoreApi<RunState>["setState"];
  readonly get: () => RunState;
  readonly details: StoreApi<RunDetails>;
  /** Of the execution that is watched now. */
  watching: AbortController;
};

export function createRunStore(options: RunStoreOptions): StoreApi<RunState> {
  const { workflowId, canExecute, isDraftNeeded = false } = options;
  const details = createStore<RunDetails>(() => ({ ...noDetails(workflowId, canExecute), isDraftNeeded }));
  const kept = readKept(options);
  const store = createStore<RunState>((set, get) => {
    const parts: Parts = { options, set, get, details, watching: new AbortController() };
    return {
      ...NOTHING_SHOWN,
      pinned: kept === "elsewhere" ? {} : kept.pinned,
      input: kept === "elsewhere" ? undefined : kept.input,
      isStarting: false,
      start: (how) => start(parts, how),
      stop: () => stop(parts),
      show: (id) => show(parts, id),
      hide: () => hide(parts),
      setInput: (input) => remember(parts, (kept) => ({ ...kept, input })),
      pin: (node, output) =>
        remember(parts, (kept) => ({ ...kept, pinned: { ...kept.pinned, [node]: output } })),
      unpin: (node) => remember(parts, ({ pinned: { [node]: _, ...pinned }, input }) => ({ pinned, input })),
    };
  });
  details.setState({ isUntouched: kept === NOTHING });
  if (kept === "elsewhere") void readLargeKept(options).then((large) => store.setState(large));
  giveDetails(store, details);
  return store;
}

const NOTHING_SHOWN = { execution: null, nodes: new Map(), problem: null };

async function start(parts: Parts, how: StartOptions = {}): Promise<void> {
  const { options, get, set } = parts;
  if (get().isStarting || !options.canExecute) return;
  set({ isStarting: true, problem: null });
  try {
    await options.save();
    begin(parts, await execute(parts, bodyOf(get(), how)), { isStartedHere: true });
  } catch (problem) {
    parts.details.setState({ trouble: { word: "Not started", again: () => void start(parts, how) } });
    set({ problem });
  } finally {
    set({ isStarting: false });
  }
}

function bodyOf(state: RunState, how: StartOptions): StartBody {
  const input = "input" in how ? how.input : how.from ? undefined : state.input;
  return {
    draft: true,
    ...(input === undefined ? {} : { input }),
    ...(Object.keys(state.pinned).length === 0 ? {} : { pinned: state.pinned }),
    ...(how.to === undefined ? {} : { to: how.to }),
    ...(how.from && { from: { execution_id: how.from.executionId, node_id: how.from.nodeId } }),
  };
}

/** Execute the draft; where everything is published there is none, and the version says the same. */
async function execute({ options }: Parts, body: StartBody): Promise<Execution> {
  const started = (how: StartBody) => startExecution(options.workflowId, how, randomId());
  try {
    return await started(body);
  } catch (problem) {
    if (!isProblem(problem, "no_draft")) throw problem;
    if (body.pinned === undefined) return started({ ...body, draft: false });
    if (options.makeDraft === undefined) throw problem;
    await options.makeDraft();
    return started(body);
  }
}

/** Show an execution from its beginning, in place of what was shown. */
function begin(parts: Parts, execution: Execution, { isStartedHere = false } = {}): void {
  const { details, set } = parts;
  const { signal } = renewed(parts);
  const known = new Set(details.getState().known).add(execution.id);
  const startedHere = isStartedHere ? execution.id : null;
  details.setState({ about: null, runs: new Map(), isStopping: false, known, startedHere });
  set({ ...NOTHING_SHOWN, execution: shownOf(execution) });
  const sink = {
    onAbout: (about: Execution) => {
      if (details.getState().about === about) return;
      details.setState({ about });
      set({ execution: shownOf(about) });
    },
    onSteps: ({ nodes, runs }: Pick<RunState, "nodes"> & Pick<RunDetails, "runs">) => {
      details.setState({ runs });
      set({ nodes });
    },
    onLink: (link: RunDetails["link"]) => details.setState({ link }),
  };
  watch(execution, sink, signal).catch((problem: unknown) => {
    if (!signal.aborted) notShown(parts, problem, () => void show(parts, execution.id));
  });
}

async function show(parts: Parts, id: string): Promise<void> {
  const { signal } = renewed(parts);
  parts.details.setState({ link: "loading" });
  parts.set({ problem: null });
  try {
    const execution = await readExecution(id, signal);
    if (signal.aborted) return;
    if (execution.workflow_id === parts.options.workflowId) begin(parts, execution);
    else notShown(parts, new OfAnotherWorkflow(execution));
  } catch (problem) {
    if (!signal.aborted) notShown(parts, problem, () => void show(parts, id));
  }
}

function notShown({ details, set }: Parts, problem: unknown, again?: () => void): void {
  details.setState({ link: "idle", trouble: { word: "Not shown", ...(again && { again }) } });
  set({ problem });
}

function hide(parts: Parts): void {
  renewed(parts);
  parts.set(NOTHING_SHOWN);
  parts.details.setState({ about: null, runs: new Map(), isStopping: false, link: "idle" });
}

async function stop({ options, get, set, details }: Parts): Promise<void> {
  const execution = get().execution;
  if (execution === null || details.getState().isStopping) return;
  details.setState({ isStopping: true });
  try {
    await cancelExecution(options.workflowId, execution.id);
  } catch (problem) {
    details.setState({ isStopping: false, trouble: { word: "Not stopped" } });
    if (!isProblem(problem, "already_ended")) set({ problem });
  }
}

/** Another tab may have kept something of the same workflow meanwhile: that stays. */
function remember({ options, set, get, details }: Parts, change: (kept: Kept) => Kept): void {
  const { pinned, input } = get();
  const there = details.getState().isNotKept ? NOTHING : readKept(options);
  const { pinned: now, input: given } = change(isKept(there) ? there : { pinned, input });
  set({ pinned: now, input: given });
  details.setState({ isUntouched: false });
  void keep(options, { pinned: now, input: given }).then((isDone) =>
    details.setState({ isNotKept: !isDone }),
  );
}

function isKept(there: Kept | "elsewhere"): there is Kept {
  return there !== "elsewhere" && there !== NOTHING;
}

function renewed(parts: Parts): AbortController {
  parts.watching.abort();
  parts.watching = new AbortController();
  return parts.watching;
}
