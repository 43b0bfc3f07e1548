import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { catalogue } from "~/testing/catalogue";
import { canConnect, fittingTypes, sourcesFor, startingTypes } from "./connecting";
import { nodeTypeOf } from "./node-types";
import { portsOf } from "./ports";
import type { WorkflowDocument, WorkflowNode } from "./types";
import { ancestorsOf, depthOf, readableFrom } from "./upstream";

const DOCUMENT: WorkflowDocument = {
  nodes: [
    { id: "a", type: "http", data: { label: "Fetch" } },
    { id: "b", type: "condition" },
    { id: "c", type: "map", data: { expression: "item" } },
    { id: "n", type: "number" },
    { id: "loop", type: "for_each" },
    { id: "in", type: "expression", parent: "loop", data: { expression: "node.reads + 1" } },
    { id: "in2", type: "map", parent: "loop" },
    { id: "reads", type: "expression", data: { expression: "node.c.total" } },
  ],
  edges: [
    { id: "e1", source: "a", target: "b" },
    { id: "e2", source: "b", target: "c", sourceHandle: "true" },
  ],
};

function reason(from: string, to: string, port?: string, edge?: string): string | undefined {
  const start = { node: from, ...(port !== undefined && { port }) };
  const answer = canConnect(DOCUMENT, catalogue, start, { node: to, ...(edge !== undefined && { edge }) });
  return answer.ok ? undefined : answer.reason;
}

describe("connecting", () => {
  test.each([
    ["a", "c"],
    ["n", "a"],
    ["in", "in2"],
    ["reads", "loop"],
  ])("%s can lead to %s", (from, to) => {
    expect(reason(from, to)).toBeUndefined();
  });

  test.each([
    ["a", "x", undefined, "This node is not there any more."],
    ["a", "a", undefined, "A node cannot be connected to itself."],
    ["a", "in", undefined, '"Fetch" and "Expression" are not inside the same container.'],
    ["a", "n", undefined, '"Number" takes no input.'],
    ["a", "c", "true", '"Fetch" has no port "true".'],
    ["a", "b", undefined, "They are already connected."],
    ["b", "c", "true", "They are already connected."],
    ["c", "a", undefined, "This would make a circle: Fetch → If → Map → Fetch."],
    ["reads", "c", undefined, "This would make a circle: Map → Expression → Map."],
    ["loop", "c", undefined, "This would make a circle: Map → Expression → For each → Map."],
  ])("%s cannot lead to %s (%s): %s", (from, to, port, expected) => {
    expect(reason(from, to, port)).toBe(expected);
  });

  test("another port of the same node is another connection, and the edge that is drawn anew does not count", () => {
    expect(reason("b", "c", "false")).toBeUndefined();
    expect(reason("a", "b", "out", "e1")).toBeUndefined();
    expect(reason("b", "a", "true", "e1")).toBeUndefined();
    expect(reason("c", "b", "out", "e1")).toBe("This would make a circle: If → Map → If.");
  });

  test("a long circle is shown in short", () => {
    const nodes = Array.from({ length: 30 }, (_, at) => ({
      id: `n${at}`,
      type: "map",
      data: { label: `${at}` },
    }));
    const edges = nodes.slice(1).map(({ id }, at) => ({ id: `e${at}`, source: `n${at}`, target: id }));

    expect(canConnect({ nodes, edges }, catalogue, { node: "n29" }, { node: "n0" })).toEqual({
      ok: false,
      reason: "This would make a circle: 0 → 1 → 2 → 3 → 4 → 5 → 6 → … → 29 → 0.",
    });
  });

  test("says a circle exactly when the target comes before the source", () => {
    const ends = fc.record({ from: fc.nat(11), to: fc.nat(11) });
    const nodes = Array.from({ length: 12 }, (_, at) => ({ id: `n${at}`, type: "join" }));
    fc.assert(
      fc.property(fc.array(ends, { maxLength: 25 }), ends, (pairs, { from, to }) => {
        fc.pre(from !== to);
        const forward = pairs.filter((pair) => pair.from < pair.to);
        const edges = forward.map((pair, at) => ({
          id: `e${at}`,
          source: `n${pair.from}`,
          target: `n${pair.to}`,
        }));
        const document = { nodes, edges };
        fc.pre(!edges.some((edge) => edge.source === `n${from}` && edge.target === `n${to}`));

        const isCircle = ancestorsOf(document, `n${from}`).includes(`n${to}`);

        expect(canConnect(document, catalogue, { node: `n${from}` }, { node: `n${to}` }).ok).toBe(!isCircle);
      }),
    );
  });

  test.each(DOCUMENT.nodes.map(({ id }) => id))(
    "what may lead to %s is what can be connected with it",
    (to) => {
      const isFree = (node: WorkflowNode) => {
        const ports = portsOf(nodeTypeOf(catalogue, node), node).map(({ name }) => name);
        return ports.some((port) => reason(node.id, to, port) === undefined);
      };

      expect([...sourcesFor(DOCUMENT, catalogue, { node: to })]).toEqual(
        DOCUMENT.nodes.filter(isFree).map(({ id }) => id),
      );
    },
  );

  test("a switch without cases may lead on, and what is not there comes from nowhere", () => {
    const document = { ...DOCUMENT, nodes: [{ id: "s", type: "switch" }, ...DOCUMENT.nodes] };

    expect(sourcesFor(document, catalogue, { node: "c" })).toContain("s");
    expect(sourcesFor(document, catalogue, { node: "gone" }).size).toBe(0);
  });

  test("an edge that is drawn anew does not count", () => {
    expect(sourcesFor(DOCUMENT, catalogue, { node: "a" })).not.toContain("b");
    expect(sourcesFor(DOCUMENT, catalogue, { node: "a", edge: "e1" })).toContain("b");
  });

  test("inside of containers types of the top level do not fit", () => {
    const types = startingTypes(catalogue, true).map((type) => type.type);

    expect(types).toContain("number");
    expect(types).not.toContain("webhook_trigger");
  });

  test("types without inputs do not fit", () => {
    const types = fittingTypes(catalogue).map((type) => type.type);

    expect(types).toContain("map");
    expect(types).not.toContain("number");
  });
});

describe("upstream", () => {
  test("knows what leads to a node, and what it can read from inside of a container", () => {
    const document = { ...DOCUMENT, edges: [...DOCUMENT.edges, { id: "e3", source: "c", target: "loop" }] };

    expect(ancestorsOf(document, "c")).toEqual(["b", "a"]);
    expect(readableFrom(document, "in")).toEqual(["c", "b", "a"]);
    expect([depthOf(document, "in"), depthOf(document, "a"), depthOf(document, "x")]).toEqual([1, 0, 0]);
  });

  test("follows chains as long as a document can have", () => {
    const nodes = Array.from({ length: 10_000 }, (_, at) => ({ id: `n${at}`, type: "join" }));
    const edges = nodes.slice(1).map(({ id }, at) => ({ id: `e${at}`, source: `n${at}`, target: id }));

    expect(ancestorsOf({ nodes, edges }, "n9999")).toHaveLength(9_999);
  });
});
