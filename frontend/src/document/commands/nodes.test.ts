import { describe, expect, test } from "vitest";
import { DOCUMENT, GROUP, nodeOf, outcome } from "~/testing/orders";
import { apply } from "./apply";
import { addGroup, groupsOf } from "./drawing";
import { moveNodes, removeNodes, resizeNode, setData, setField, setLabel, setSettings } from "./nodes";

describe("nodes", () => {
  test("removing a container takes what is inside, the edges and the places in groups along", () => {
    const document = outcome(addGroup({ ...GROUP, nodes: ["a", "loop"] }), removeNodes(["loop"]));

    expect(document.nodes.map((node) => node.id)).toEqual(["a", "z"]);
    expect(document.edges).toEqual([]);
    expect(groupsOf(document)).toEqual([{ ...GROUP, nodes: ["a"] }]);
  });

  test("a group goes with its last node", () => {
    expect(groupsOf(outcome(addGroup(GROUP), removeNodes(["a", "z"])))).toEqual([]);
  });

  test("moving costs what moves, and its inverse says only that", () => {
    const { document, inverse } = apply(DOCUMENT, moveNodes({ a: { x: 5, y: 6 } }));

    expect(nodeOf(document, "a")?.position).toEqual({ x: 5, y: 6 });
    expect(inverse).toEqual(moveNodes({ a: { x: 0, y: 0 } }));
    expect(document.edges).toBe(DOCUMENT.edges);
  });

  test("a size can be set, with the place, and be taken back", () => {
    const size = { width: 400, height: 300 };

    expect(nodeOf(outcome(resizeNode("loop", size, { x: 1, y: 2 })), "loop")).toMatchObject({
      size,
      position: { x: 1, y: 2 },
    });
    expect(nodeOf(outcome(resizeNode("loop", size), resizeNode("loop", null)), "loop")).toEqual(
      DOCUMENT.nodes[1],
    );
  });

  test("a field is set at a path, and objects on the way are made", () => {
    const document = outcome(
      setField({ node: "z", path: ["options", "deep"], value: 1 }),
      setField({ node: "z", path: ["cases"], value: [{ when: "a" }] }),
      setField({ node: "z", path: ["cases", 0, "when"], value: "b" }),
      setField({ node: "z", path: ["cases", 1], value: "end" }),
    );

    expect(nodeOf(document, "z")?.data).toEqual({ options: { deep: 1 }, cases: [{ when: "b" }, "end"] });
  });

  test("without a value a field or an element is removed", () => {
    const document = outcome(
      setData("a", { list: [1, 2, 3], url: "x", inner: { a: 1 } }),
      setField({ node: "a", path: ["list", 1] }),
      setField({ node: "a", path: ["url"] }),
      setField({ node: "a", path: ["never", "there"] }),
      setField({ node: "a", path: ["inner", "a"] }),
    );

    expect(nodeOf(document, "a")?.data).toEqual({ list: [1, 3], inner: {} });
  });

  test("the place of a field among the others is kept", () => {
    const document = outcome(
      setData("a", { one: 1, two: 2, three: 3 }),
      setField({ node: "a", path: ["two"], value: 0 }),
    );

    expect(Object.keys(nodeOf(document, "a")?.data ?? {})).toEqual(["one", "two", "three"]);
  });

  test("a key called __proto__ is a key like others", () => {
    const data =
      nodeOf(outcome(setField({ node: "a", path: ["__proto__", "x"], value: 1 })), "a")?.data ?? {};

    expect(Object.keys(data)).toEqual(["url", "__proto__"]);
    expect("x" in data).toBe(false);
  });

  test("an empty label is no label", () => {
    expect(nodeOf(outcome(setLabel("a", "Fetch")), "a")?.data).toEqual({ url: "x", label: "Fetch" });
    expect(nodeOf(outcome(setLabel("a", "Fetch"), setLabel("a", "  ")), "a")?.data).toEqual({ url: "x" });
  });

  test("data and settings can be replaced and removed", () => {
    expect(nodeOf(outcome(setSettings("a", { timeout: "1s" }), setData("a", null)), "a")).toEqual({
      id: "a",
      type: "http",
      position: { x: 0, y: 0 },
      settings: { timeout: "1s" },
    });
    expect(nodeOf(outcome(setSettings("a", { timeout: "1s" }), setSettings("a", null)), "a")).toEqual(
      DOCUMENT.nodes[0],
    );
  });
});
