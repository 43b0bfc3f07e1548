/** Undo and redo as a value: plain JSON that survives a reload together with its document. */

import { isAlike } from "./alike";
import { apply } from "./commands/apply";
import { batch, type Command } from "./commands/command";
import { isList, isObject } from "./commands/values";
import type { Json, WorkflowDocument } from "./types";

export const MOST_STEPS = 200;

/** `key`: steps in a row with the same key are one. */
export type Step = {
  readonly command: Command;
  readonly inverse: Command;
  readonly label: string;
  readonly key?: string;
};

/** `past`: the latest last. `future`: what was undone, the next to be done again last. */
export type History = { readonly past: readonly Step[]; readonly future: readonly Step[] };

export const NO_HISTORY: History = { past: [], future: [] };

/** A document and how it became what it is. */
export type Edited = { readonly document: WorkflowDocument; readonly history: History };

export type StepOptions = { readonly label: string; readonly merge?: string };

/** Apply a command and keep the way back. One that changes nothing is no step: the same value comes back. */
export function perform(edited: Edited, command: Command, options: StepOptions): Edited {
  const { document, history } = edited;
  const applied = apply(document, command);
  if (isAlike(document, applied.document)) return edited;
  return { document: applied.document, history: push(history, command, applied.inverse, options) };
}

export function push(history: History, command: Command, inverse: Command, options: StepOptions): History {
  const { label, merge } = options;
  const step = { command, inverse, label, ...(merge !== undefined && { key: merge }) };
  const last = history.past.at(-1);
  if (last && merge !== undefined && last.key === merge && history.future.length === 0) {
    return { past: [...history.past.slice(0, -1), merged(last, step)], future: [] };
  }
  return { past: [...history.past, step].slice(-MOST_STEPS), future: [] };
}

/** Ends a run: the next step with the same key is a step of its own. */
export function endRun(history: History): History {
  const last = history.past.at(-1);
  if (last?.key === undefined) return history;
  const { key: _key, ...step } = last;
  return { ...history, past: [...history.past.slice(0, -1), step] };
}

/** Return null when there is nothing to undo. */
export function undo({ document, history }: Edited): Edited | null {
  const step = history.past.at(-1);
  if (!step) return null;
  return {
    document: apply(document, step.inverse).document,
    history: { past: history.past.slice(0, -1), future: [...history.future, step] },
  };
}

/** Return null when there is nothing to do again. */
export function redo({ document, history }: Edited): Edited | null {
  const step = history.future.at(-1);
  if (!step) return null;
  return {
    document: apply(document, step.command).document,
    history: { past: [...history.past, step], future: history.future.slice(0, -1) },
  };
}

/** What undo would take back, and redo would do again. */
export function nextLabels({ past, future }: History): { readonly undo?: string; readonly redo?: string } {
  const [before, after] = [past.at(-1)?.label, future.at(-1)?.label];
  return { ...(before !== undefined && { undo: before }), ...(after !== undefined && { redo: after }) };
}

/** Read a history that was kept as JSON; anything else is no history. */
export function historyFromJson(json: Json): History {
  return isHistory(json) ? json : NO_HISTORY;
}

function merged(last: Step, next: Step): Step {
  if (replaces(next.command, last.command)) return { ...next, inverse: last.inverse };
  return {
    ...next,
    command: batch([...commandsOf(last.command), ...commandsOf(next.command)]),
    inverse: batch([...commandsOf(next.inverse), ...commandsOf(last.inverse)]),
  };
}

function commandsOf(command: Command): readonly Command[] {
  return command.type === "batch" ? command.commands : [command];
}

/** Whether a command does all over again what another one did, so that the other one need not be kept. */
function replaces(next: Command, last: Command): boolean {
  const places = placesOf(next);
  return places !== undefined && places === placesOf(last);
}

function placesOf(command: Command): string | undefined {
  switch (command.type) {
    case "setField":
      return JSON.stringify([command.type, command.node, command.path]);
    case "setLabel":
    case "setData":
    case "setSettings":
      return JSON.stringify([command.type, command.node]);
    case "changeNote":
    case "changeGroup":
      return JSON.stringify([command.type, command.id, Object.keys(command.change)]);
    case "moveNodes":
      return JSON.stringify([command.type, Object.keys(command.positions)]);
    case "resizeNode":
      return JSON.stringify([command.type, command.id, command.position !== undefined]);
    case "setWorkflow":
      return JSON.stringify(Object.keys(command));
    default:
      return undefined;
  }
}

function isHistory(json: Json): json is Json & History {
  return isObject(json) && [json.past, json.future].every((steps) => isList(steps) && steps.every(isStep));
}

function isStep(json: Json): boolean {
  if (!isObject(json) || typeof json.label !== "string") return false;
  return [json.command, json.inverse].every(
    (command) => isObject(command) && typeof command.type === "string",
  );
}
