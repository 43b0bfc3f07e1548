import { describe, expect, test } from "vitest";
import { inDocumentOrder, pathOfField, problemsByField, problemsByNode } from "./problems";

const DOCUMENT = {
  nodes: [{ id: "a" }, { id: "b" }, { id: "c" }],
  edges: [{ id: "e", source: "a", target: "b" }],
};
const code = "invalid_field";
const ofB = { code, message: "b", node: "b", field: "cases.0.when" };
const ofB2 = { code, message: "b2", node: "#1", edge: null };
const ofA = { code, message: "a", node: "a" };
const ofE = { code, message: "e", edge: "e" };
const ofE2 = { code, message: "e2", edge: "0" };
const lost = [
  { code, message: "x", node: "x" },
  { code, message: "y", edge: "y", node: null },
  { code, message: "all" },
];
const ALL = [ofB, ofE, ...lost, ofB2, ofA, ofE2];

describe("problems", () => {
  test("are sorted to what they are about", () => {
    const { nodes, edges, general } = problemsByNode(DOCUMENT, ALL);

    expect(nodes).toEqual(
      new Map([
        ["b", [ofB, ofB2]],
        ["a", [ofA]],
      ]),
    );
    expect(edges).toEqual(new Map([["e", [ofE, ofE2]]]));
    expect(general).toEqual(lost);
  });

  test("are listed in the order of the document", () => {
    expect(inDocumentOrder(DOCUMENT, ALL)).toEqual([...lost, ofA, ofB, ofB2, ofE, ofE2]);
  });

  test("are found by field", () => {
    expect(problemsByField([ofB, ofB2])).toEqual(
      new Map([
        ["cases.0.when", [ofB]],
        ["", [ofB2]],
      ]),
    );
    expect(pathOfField("cases.0.when")).toEqual(["cases", 0, "when"]);
    expect(pathOfField("cases[0].when")).toEqual(["cases", 0, "when"]);
  });
});
