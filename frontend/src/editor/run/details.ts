/** What the run controls and the results know of the shown execution beyond what the other parts need. */

import { useStore } from "zustand";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Execution } from "~/api/queries/executions";
import { useStores } from "../context";
import type { RunState } from "../state";
import type { StepRun } from "./step-book";

export type RunDetails = {
  readonly workflowId: string;
  readonly canExecute: boolean;
  /** A published version is looked at by somebody who could run the draft. */
  readonly isDraftNeeded: boolean;
  readonly isStopping: boolean;
  /** `loading`: steps of an earlier execution are coming; `live`: it is followed. */
  readonly link: "idle" | "loading" | "live" | "reconnecting";
  readonly about: Execution | null;
  readonly runs: ReadonlyMap<string, readonly StepRun[]>;
  /** Executions that this page has started or shown, so that they are not offered. */
  readonly known: ReadonlySet<string>;
  /** The shown execution, when this page has started it: what is on the canvas is what it ran, or was changed since. */
  readonly startedHere: string | null;
  /** Nothing was ever pinned here or given to executions by hand, not even no input. */
  readonly isUntouched: boolean;
  /** Pins or the input are too large to be kept for the next visit. */
  readonly isNotKept: boolean;
  /** What the problem of the run store is about, and how to try the same again. */
  readonly trouble: Trouble;
};

export type Trouble = { readonly word: string; readonly again?: () => void };

const all = new WeakMap<StoreApi<RunState>, StoreApi<RunDetails>>();

export function noDetails(workflowId: string, canExecute: boolean): RunDetails {
  return {
    workflowId,
    canExecute,
    isDraftNeeded: false,
    isStopping: false,
    link: "idle",
    about: null,
    runs: new Map(),
    known: new Set(),
    startedHere: null,
    isUntouched: false,
    isNotKept: false,
    trouble: { word: "Problem" },
  };
}

/** The details that belong to a run store; of one made elsewhere there is nothing to tell. */
export function detailsOf(run: StoreApi<RunState>): StoreApi<RunDetails> {
  const known = all.get(run);
  return (
    known ??
    giveDetails(
      run,
      createStore(() => noDetails("", false)),
    )
  );
}

export function giveDetails(run: StoreApi<RunState>, details: StoreApi<RunDetails>): StoreApi<RunDetails> {
  all.set(run, details);
  return details;
}

/** Follow a narrow part of the details. */
export function useRunDetails<T>(selector: (details: RunDetails) => T): T {
  return useStore(detailsOf(useStores().run), selector);
}
