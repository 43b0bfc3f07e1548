import { describe, expect, test } from "vitest";
import { changeGroup, changeNote } from "./commands/drawing";
import { moveNodes, removeNodes, setField } from "./commands/nodes";
import { setWorkflow } from "./commands/workflow";
import {
  endRun,
  historyFromJson,
  MOST_STEPS,
  NO_HISTORY,
  nextLabels,
  perform,
  push,
  redo,
  undo,
} from "./history";
import type { WorkflowDocument } from "./types";

const DOCUMENT: WorkflowDocument = { nodes: [{ id: "a", position: { x: 0, y: 0 } }, { id: "b" }], edges: [] };
const START = { document: DOCUMENT, history: NO_HISTORY };

function typed(text: string) {
  return setField({ node: "a", path: ["url"], value: text });
}

describe("history", () => {
  test("typing in one field is one step, and only the last text is kept", () => {
    const edited = ["h", "ht", "htt"].reduce(
      (at, text) => perform(at, typed(text), { label: "change URL", merge: "url" }),
      START,
    );

    expect(edited.history.past.map((step) => step.command)).toEqual([typed("htt")]);
    expect(undo(edited)?.document).toEqual(DOCUMENT);
  });

  test("dragging is one step, back to where it began", () => {
    const dragged = [1, 2, 3].reduce(
      (at, x) => perform(at, moveNodes({ a: { x, y: 0 } }), { label: "move", merge: "drag" }),
      START,
    );

    expect(dragged.history.past).toEqual([
      {
        command: moveNodes({ a: { x: 3, y: 0 } }),
        inverse: moveNodes({ a: { x: 0, y: 0 } }),
        label: "move",
        key: "drag",
      },
    ]);
  });

  test("a run that ended is not gone on with", () => {
    const one = perform(START, typed("a"), { label: "change URL", merge: "url" });
    const ended = { ...one, history: endRun(one.history) };
    const two = perform(ended, typed("b"), { label: "change URL", merge: "url" });

    expect(two.history.past).toHaveLength(2);
    expect(endRun(ended.history)).toBe(ended.history);
    expect(endRun(NO_HISTORY)).toBe(NO_HISTORY);
  });

  test("after undo a step is not merged with the one before, and nothing can be done again", () => {
    const one = perform(START, typed("a"), { label: "change URL", merge: "url" });
    const two = perform(one, moveNodes({ b: { x: 1, y: 1 } }), { label: "move" });
    const back = undo(two);
    const three = back && perform(back, typed("c"), { label: "change URL", merge: "url" });

    expect(three?.history.past).toHaveLength(2);
    expect(three?.history.future).toEqual([]);
  });

  test("different changes with one key are undone and done again together", () => {
    const one = perform(START, typed("a"), { label: "fix", merge: "k" });
    const two = perform(one, moveNodes({ b: { x: 1, y: 1 } }), { label: "fix", merge: "k" });
    const back = undo(two);

    expect(two.history.past).toHaveLength(1);
    expect(back?.document).toEqual(DOCUMENT);
    expect(back && redo(back)?.document).toEqual(two.document);
  });

  test.each([
    ["notes", changeNote("n", { text: "a" })],
    ["groups", changeGroup("g", { label: "a" })],
    ["the workflow", setWorkflow({ name: "a" })],
  ])("the last change of %s stands for the whole run", (_what, command) => {
    const inverse = removeNodes([]);
    const once = push(NO_HISTORY, command, inverse, { label: "edit", merge: "k" });

    expect(push(once, command, removeNodes(["x"]), { label: "edit", merge: "k" }).past).toEqual([
      { command, inverse, label: "edit", key: "k" },
    ]);
  });

  test("what changes nothing is no step", () => {
    expect(perform(START, moveNodes({ a: { x: 0, y: 0 } }), { label: "move" })).toBe(START);
  });

  test("keeps the latest steps only", () => {
    const steps = Array.from({ length: MOST_STEPS + 5 }, (_, x) => x + 1);
    const edited = steps.reduce(
      (at, x) => perform(at, moveNodes({ a: { x, y: 0 } }), { label: `to ${x}` }),
      START,
    );

    expect(edited.history.past).toHaveLength(MOST_STEPS);
    expect(edited.history.past[0]?.label).toBe("to 6");
  });

  test("says what would be undone and done again", () => {
    const one = perform(START, typed("a"), { label: "change URL" });
    const back = undo(one);

    expect(nextLabels(one.history)).toEqual({ undo: "change URL" });
    expect(nextLabels(back?.history ?? NO_HISTORY)).toEqual({ redo: "change URL" });
    expect(undo(START)).toBeNull();
    expect(redo(START)).toBeNull();
  });

  test.each([
    [null],
    [{ past: [] }],
    [{ past: [1], future: [] }],
    [{ past: [{ label: "x", command: {} }], future: [] }],
  ])("%j is no history", (json) => {
    expect(historyFromJson(json)).toBe(NO_HISTORY);
  });
});
