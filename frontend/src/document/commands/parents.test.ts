import { describe, expect, test } from "vitest";
import { DOCUMENT, GROUP, nodeOf, outcome } from "~/testing/orders";
import { addGroup, groupsOf } from "./drawing";
import { addNodes, moveNodes } from "./nodes";
import { edgesLost, setParent } from "./parents";

describe("containers", () => {
  test("a node that is dropped into a container stays where it is on the canvas and loses crossing edges", () => {
    const document = outcome(moveNodes({ z: { x: 400, y: 200 } }), setParent(["z"], "loop"));

    expect(nodeOf(document, "z")).toMatchObject({ parent: "loop", position: { x: 100, y: 100 } });
    expect(document.edges.map((edge) => edge.id)).toEqual(["e1", "e2"]);
    expect(edgesLost(DOCUMENT, setParent(["z"], "loop")).map((edge) => edge.id)).toEqual(["e3"]);
  });

  test("a node that is dropped over the frame is put inside of it", () => {
    expect(nodeOf(outcome(setParent(["a"], "loop")), "a")?.position).toEqual({ x: 24, y: 56 });
  });

  test("a node can be taken out, to a given place", () => {
    expect(nodeOf(outcome(setParent(["in"], null)), "in")).toEqual({
      id: "in",
      type: "map",
      position: { x: 324, y: 156 },
    });
    expect(nodeOf(outcome(setParent(["in"], null, { in: { x: 1, y: 1 } })), "in")?.position).toEqual({
      x: 1,
      y: 1,
    });
  });

  test("nodes that move together keep the edges between them and leave their groups", () => {
    const document = outcome(addGroup({ ...GROUP, nodes: ["in", "in2"] }), setParent(["in", "in2"], null));

    expect(document.edges).toEqual(DOCUMENT.edges);
    expect(groupsOf(document)).toEqual([]);
  });

  test("what is inside of a container that moves stays in it", () => {
    const document = outcome(addNodes([{ id: "outer", type: "retry" }]), setParent(["loop", "in"], "outer"));

    expect(nodeOf(document, "loop")?.parent).toBe("outer");
    expect(nodeOf(document, "in")?.parent).toBe("loop");
  });

  test("putting a node where it is changes nothing", () => {
    expect(outcome(setParent(["in"], "loop"))).toEqual(DOCUMENT);
  });
});
