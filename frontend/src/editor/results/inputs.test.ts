import type { Json, WorkflowDocument } from "~/document/types";
import { catalogue } from "~/testing/catalogue";
import type { NodeRun } from "../state";
import { firstInput, inputsGiven, outerPath } from "./inputs";

const document: WorkflowDocument = {
  nodes: [
    { id: "list", type: "json_input", data: { value: [] } },
    { id: "both", type: "partition", data: { condition: "item > 4" } },
    { id: "good", type: "expression", data: { expression: "input" } },
    { id: "each", type: "for_each" },
    { id: "first", type: "expression", parent: "each", data: { expression: "item" } },
    { id: "inner", type: "for_each", parent: "each" },
    { id: "deep", type: "expression", parent: "inner", data: { expression: "item" } },
  ],
  edges: [
    { id: "a", source: "list", target: "both" },
    { id: "b", source: "both", target: "good", sourceHandle: "passed" },
    { id: "c", source: "list", target: "each" },
  ],
};
const RUN: NodeRun = {
  status: "succeeded",
  seq: 1,
  path: "",
  startedAt: null,
  durationMs: 1,
  attempt: 1,
  runs: 1,
  port: null,
  output: null,
  isPreview: false,
  error: null,
  meta: {},
};

function after(outputs: Record<string, Json>) {
  const runOf = (id: string) => (id in outputs ? { ...RUN, output: outputs[id] } : undefined);
  return { document, catalogue, runOf };
}

test("what a node got is the part that its edge carried", () => {
  const [given] = inputsGiven(after({ both: { passed: [5, 7], failed: [1] } }), "good");

  expect(given).toMatchObject({ source: "both", port: "passed", part: "passed", run: { output: [5, 7] } });
});

test("nothing is listed for an edge on which nothing came", () => {
  expect(inputsGiven(after({}), "good")).toEqual([]);
});

test("the first node of a container got what that run of the container was handed", () => {
  const sources = after({ list: [20, 40, 60] });

  expect(firstInput(sources, "first", "each[1]", { total: 1 })).toBe(40);
  expect(firstInput(sources, "first", "each[7]", { total: 1 })).toBeUndefined();
  expect(firstInput(sources, "list", "", { total: 1 })).toEqual({ total: 1 });
});

test("containers in containers hand on what they were handed", () => {
  const sources = after({
    list: [
      [1, 2],
      [3, 4],
    ],
  });

  expect(firstInput(sources, "deep", "each[1].inner[0]", null)).toBe(3);
});

test("the run of a container is what a run inside of it begins with", () => {
  expect([0, 1, 2, 3].map((depth) => outerPath("each[1].in.ner[0]", depth))).toEqual([
    "",
    "each[1]",
    "each[1].in.ner[0]",
    "each[1].in.ner[0]",
  ]);
});
