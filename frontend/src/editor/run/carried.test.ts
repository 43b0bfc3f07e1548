import type { Json } from "~/document/types";
import { catalogue } from "~/testing/catalogue";
import { carried, isPart, pinnedRun, type Ran } from "./carried";

const SPLIT = { passed: [5, 7, 9], failed: [1, 2] };
const ran = (output: Json, port: string | null = null, status = "succeeded"): Ran => ({
  output,
  port,
  status,
});
const type = (name: string) => catalogue.items.find((each) => each.type === name);

test.each<[string, string, Ran, string, Json | undefined]>([
  ["all of it by the plain port", "expression", ran(3), "out", 3],
  ["a part by each port of a node that parts", "partition", ran(SPLIT), "passed", [5, 7, 9]],
  ["all of it by the plain port of a node that parts", "partition", ran(SPLIT), "out", SPLIT],
  ["all of it by every port of a node that hands it to all", "split", ran({ a: 1 }), "a", { a: 1 }],
  ["it by the port that was chosen", "condition", ran(3, "true"), "true", 3],
  ["nothing by the other one", "condition", ran(3, "true"), "false", undefined],
  ["it by an edge that takes whichever was chosen", "condition", ran(3, "true"), "out", 3],
  [
    "the error by the port for errors",
    "expression",
    ran({ code: "x" }, "error", "failed"),
    "error",
    { code: "x" },
  ],
  ["nothing else of what failed", "expression", ran({ code: "x" }, "error", "failed"), "out", undefined],
  ["nothing of what failed without such a port", "expression", ran(null, null, "failed"), "out", undefined],
  ["nothing of what was skipped", "expression", ran(null, null, "skipped"), "out", undefined],
])("a run sends %s", (_, name, run, port, expected) => {
  expect(carried(type(name), run, port)).toEqual(expected);
});

test("nothing is known of what has not run", () => {
  expect(carried(type("expression"), undefined, "out")).toBeUndefined();
});

test("only ports of nodes that part carry a part", () => {
  expect(isPart(type("partition"), ran(SPLIT), "passed")).toBe(true);
  expect(isPart(type("partition"), ran(SPLIT), "out")).toBe(false);
  expect(isPart(type("split"), ran(1), "a")).toBe(false);
});

test("a pinned output leaves by the first port where a node chooses one", () => {
  const node = { id: "n", type: "condition", data: { condition: "> 1" } };

  expect(pinnedRun(type("condition"), node, 1).port).toBe("true");
  expect(pinnedRun(type("expression"), node, 1).port).toBeNull();
});
