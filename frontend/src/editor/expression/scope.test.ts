import type { Json, WorkflowDocument } from "~/document/types";
import { catalogue } from "~/testing/catalogue";
import type { NodeRun } from "../state";
import { inputOf, type ScopeSources, scopeOf } from "./scope";

const document: WorkflowDocument = {
  nodes: [
    { id: "start", type: "json_input", data: { value: [1] } },
    { id: "big", type: "condition", data: { condition: "input > 1" } },
    { id: "yes", type: "expression", data: { expression: "input" } },
    { id: "no", type: "expression", data: { expression: "input" } },
    { id: "both", type: "partition", data: { condition: "item" } },
    { id: "rest", type: "expression", data: { expression: "input" } },
    { id: "each", type: "for_each" },
    { id: "inner", type: "expression", parent: "each", data: { expression: "item" } },
    { id: "rates", type: "context_variable", data: { context_name: "rate", context_value: 2 } },
  ],
  edges: [
    { id: "a", source: "start", target: "big" },
    { id: "b", source: "big", target: "yes", sourceHandle: "true" },
    { id: "c", source: "big", target: "no", sourceHandle: "false" },
    { id: "d", source: "both", target: "rest", sourceHandle: "failed" },
    { id: "e", source: "start", target: "each" },
  ],
};

function run(output: Json, port: string | null = null): NodeRun {
  return {
    status: "succeeded",
    seq: 1,
    path: "",
    startedAt: null,
    durationMs: 1,
    attempt: 1,
    runs: 1,
    port,
    output,
    isPreview: false,
    error: null,
    meta: {},
  };
}

function sources(runs: Record<string, NodeRun>, more: Partial<ScopeSources> = {}): ScopeSources {
  return { document, catalogue, runs: new Map(Object.entries(runs)), pinned: {}, input: undefined, ...more };
}

describe("the values that expressions read", () => {
  it("are none when nothing has run", () => {
    expect(scopeOf("yes", sources({}))).toBeNull();
  });

  it("come from the node before, on the port that it left by", () => {
    const ran = sources({ big: run(5, "true") });
    expect(inputOf("yes", ran)).toBe(5);
    expect(inputOf("no", ran)).toBeUndefined();
  });

  it("come from the branch that was taken, not from one that was skipped or has failed", () => {
    const after = {
      ...document,
      edges: [
        { id: "x", source: "no", target: "rest" },
        { id: "y", source: "yes", target: "rest" },
      ],
    };
    const skipped: NodeRun = { ...run(null), status: "skipped" };
    const failed: NodeRun = { ...run({ code: "type_error" }, "error"), status: "failed" };

    expect(inputOf("rest", sources({ no: skipped, yes: run(12) }, { document: after }))).toBe(12);
    expect(inputOf("rest", sources({ no: failed, yes: run(12) }, { document: after }))).toBe(12);
    expect(scopeOf("rest", sources({ no: skipped, yes: failed }, { document: after }))).toBeNull();
  });

  it("are the error behind the port for errors, and nothing behind the others", () => {
    const failed: NodeRun = { ...run({ code: "type_error" }, "error"), status: "failed" };
    const at = (sourceHandle?: string) => ({
      ...document,
      edges: [{ id: "x", source: "yes", target: "rest", ...(sourceHandle && { sourceHandle }) }],
    });

    expect(inputOf("rest", sources({ yes: failed }, { document: at("error") }))).toEqual({
      code: "type_error",
    });
    expect(inputOf("rest", sources({ yes: failed }, { document: at() }))).toBeUndefined();
  });

  it("know older names of ports", () => {
    const after = {
      ...document,
      edges: [{ id: "x", source: "both", target: "rest", sourceHandle: "false" }],
    };
    expect(
      inputOf("rest", sources({ both: run({ passed: [1], failed: [2] }) }, { document: after })),
    ).toEqual([2]);
  });

  it("are what the port carries where a node leaves by several", () => {
    expect(inputOf("rest", sources({ both: run({ passed: [1], failed: [2] }) }))).toEqual([2]);
  });

  it("are what is pinned rather than what came out", () => {
    expect(inputOf("big", sources({ start: run([1]) }, { pinned: { start: [7] } }))).toEqual([7]);
  });

  it("are the input of the execution where no edge ends", () => {
    expect(inputOf("start", sources({}, { input: { total: 3 } }))).toEqual({ total: 3 });
    expect(inputOf("start", sources({}))).toBeNull();
  });

  it("are the first item inside of what runs for every item", () => {
    const scope = scopeOf("inner", sources({ start: run([{ price: 4 }, { price: 9 }]) }));
    expect(scope).toMatchObject({ input: { price: 4 }, item: { price: 4 }, index: 0 });
    expect(scope?.items).toHaveLength(2);
  });

  it("name all nodes, and what is declared for all of them", () => {
    const scope = scopeOf("yes", sources({ start: run([1]), rates: run({ rate: 2 }) }));
    expect(scope?.nodes).toEqual({ start: [1], rates: { rate: 2 } });
    expect(scope?.context).toEqual({ rate: 2 });
  });
});
