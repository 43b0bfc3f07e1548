import { describe, expect, test } from "vitest";
import { catalogue } from "~/testing/catalogue";
import { exportDocument, exportText, importText, openDocument, openWithRepairs } from "./open";
import { layersOf } from "./open/place";
import { DocumentError } from "./open/read";
import type { Json } from "./types";

const AT = { x: 0, y: 0 };

describe("opening", () => {
  test("edges get ids that are free, nodes get places in layers along the edges", () => {
    const document = openDocument({
      nodes: [{ id: "a" }, { id: "b" }, { id: "c" }],
      edges: [
        { source: "a", target: "b" },
        { id: "e1", source: "a", target: "c" },
      ],
    });

    expect(document.edges.map((edge) => edge.id)).toEqual(["e2", "e1"]);
    expect(document.nodes.map((node) => node.position)).toEqual([AT, { x: 288, y: 0 }, { x: 288, y: 96 }]);
  });

  test("nodes inside of containers get places in them, and containers the room for it", () => {
    const document = openDocument({
      nodes: [
        { id: "loop" },
        { id: "in", parent: "loop" },
        { id: "in2", parent: "loop", position: { x: 500, y: 200 } },
        { id: "z" },
      ],
      edges: [{ source: "loop", target: "z" }],
    });

    expect(document.nodes.map((node) => node.position)).toEqual([
      AT,
      { x: 24, y: 296 },
      { x: 500, y: 200 },
      { x: 500 + 208 + 24 + 80, y: 0 },
    ]);
  });

  test("an empty container gets its room when the node types are known", () => {
    const json: Json = {
      nodes: [{ id: "a", type: "for_each" }, { id: "b" }],
      edges: [{ source: "a", target: "b" }],
    };

    expect(openDocument(json, catalogue).nodes[1]?.position).toEqual({ x: 400, y: 0 });
    expect(openDocument(json).nodes[1]?.position).toEqual({ x: 288, y: 0 });
  });

  test("nodes on a cycle get places as well", () => {
    const edges = [
      { id: "1", source: "a", target: "b" },
      { id: "2", source: "b", target: "a" },
    ];

    expect(layersOf({ nodes: [{ id: "a" }, { id: "b" }], edges }, ["a", "b"])).toEqual([["a", "b"]]);
  });

  test("what is right is kept as it is, also what nobody knows and older spellings", () => {
    const node = { id: "a", position: AT, data: { value: null, old: 1 }, extra: [1] };
    const edge = { id: "e", source: "a", target: "a", condition: "true", weight: 2 };

    const document = openDocument({ nodes: [node], edges: [edge], version: 3 });

    expect(document.nodes[0]).toBe(node);
    expect(document.edges[0]).toBe(edge);
    expect(exportDocument(document)).toEqual({ nodes: [node], edges: [edge], version: 3 });
  });

  test("null is the same as absent", () => {
    const nothing = { name: null, description: null, settings: null, edges: null, editor: null };
    const node = {
      id: "a",
      type: null,
      data: null,
      parent: null,
      settings: null,
      position: null,
      size: null,
    };

    expect(openWithRepairs({ ...nothing, nodes: [node] })).toEqual({
      document: { nodes: [{ id: "a", position: AT }], edges: [] },
      repairs: [],
    });
  });

  test.each<[string, Json, Json, string]>([
    [
      "nodes that are none",
      { nodes: [7] },
      { nodes: [], edges: [] },
      "Number 1 of the nodes is no node; it was left out.",
    ],
    [
      "nodes without an id",
      { nodes: [{ position: AT }] },
      { nodes: [{ id: "node", position: AT }], edges: [] },
      'Number 1 of the nodes had no id of its own; it is "node" now.',
    ],
    [
      "ids that are used twice",
      {
        nodes: [
          { id: "a", position: AT },
          { id: "a", position: AT },
        ],
      },
      {
        nodes: [
          { id: "a", position: AT },
          { id: "a_2", position: AT },
        ],
        edges: [],
      },
      'Number 2 of the nodes had no id of its own; it is "a_2" now.',
    ],
    [
      "parents that are not there",
      {
        nodes: [
          { id: "b", position: AT },
          { id: "a", parent: "x", position: AT },
        ],
      },
      {
        nodes: [
          { id: "b", position: AT },
          { id: "a", position: AT },
        ],
        edges: [],
      },
      'The node "a" was inside of "x", which is not there; it is at the top level now.',
    ],
    [
      "nodes inside of themselves",
      { nodes: [{ id: "a", parent: "a", position: AT }] },
      { nodes: [{ id: "a", position: AT }], edges: [] },
      'The node "a" was inside of itself; it is at the top level now.',
    ],
    [
      "fields of the wrong type",
      { nodes: [{ id: "a", position: AT, data: 5 }] },
      { nodes: [{ id: "a", position: AT }], edges: [] },
      'The "data" of the node "a" could not be read and was left out.',
    ],
    [
      "names of the wrong type",
      { name: 5, nodes: [] },
      { nodes: [], edges: [] },
      'The "name" of the workflow could not be read and was left out.',
    ],
    [
      "ports of the wrong type",
      { nodes: [{ id: "a", position: AT }], edges: [{ id: "e", source: "a", target: "a", sourceHandle: 1 }] },
      { nodes: [{ id: "a", position: AT }], edges: [{ id: "e", source: "a", target: "a" }] },
      'The "sourceHandle" of the edge from "a" to "a" could not be read and was left out.',
    ],
    [
      "edges to nowhere",
      { nodes: [], edges: [{ id: "e", source: "a", target: "b" }] },
      { nodes: [], edges: [] },
      "Number 1 of the edges leads to a node that is not there; it was left out.",
    ],
    [
      "edges that are none",
      { nodes: [], edges: ["e"] },
      { nodes: [], edges: [] },
      "Number 1 of the edges leads to a node that is not there; it was left out.",
    ],
  ])("puts right and says: %s", (_what, json, document, repair) => {
    expect(openWithRepairs(json)).toEqual({ document, repairs: [repair] });
  });

  test("notes and groups that are none are left out", () => {
    const note = { id: "n", text: "t", colour: "red", position: AT, size: { width: 1, height: 1 } };
    const group = { id: "g", label: "l", colour: "red", nodes: ["a"] };
    const nodes: Json[] = [
      { id: "a", position: AT },
      { id: "b", parent: "a", position: AT },
    ];
    const groups = [
      group,
      group,
      { ...group, id: "h", nodes: ["x"] },
      { ...group, id: "i", nodes: ["a", "b"] },
      { id: "j" },
      5,
    ];

    const document = openDocument({
      nodes,
      editor: { notes: [note, 1, { ...note, size: AT }], groups, zoom: 2 },
    });

    expect(document.editor).toEqual({ notes: [note], groups: [group], zoom: 2 });
    expect(openDocument({ nodes, editor: { zoom: 2 } }).editor).toEqual({ zoom: 2 });
  });

  test.each<[string, Json]>([
    ["A workflow document is an object with nodes and edges.", []],
    ['The "nodes" of a workflow document are a list.', { nodes: {} }],
    ["This is not a workflow document: it has neither nodes nor edges.", { package: 1 }],
  ])("refuses with: %s", (message, json) => {
    expect(() => openDocument(json)).toThrow(new DocumentError(message));
    expect(importText(JSON.stringify(json))).toEqual({ ok: false, problem: { line: 1, column: 1, message } });
  });

  test("ids of nodes and edges that are used again get the next number that is free", () => {
    const nodes = ["a", "a_2", "a", "a"].map((id) => ({ id, position: AT }));
    const edges = ["e1", "e1", "e1"].map((id) => ({ id, source: "a", target: "a_2" }));

    const document = openDocument({ nodes, edges });

    expect(document.nodes.map(({ id }) => id)).toEqual(["a", "a_2", "a_3", "a_4"]);
    expect(document.edges.map(({ id }) => id)).toEqual(["e1", "e2", "e3"]);
  });

  test("what a workflow says of itself comes first when it is exported", () => {
    const own = { description: "d", settings: { time_limit: "1m" }, name: "n" };
    const document = openDocument({ nodes: [], editor: { notes: [] }, ...own });

    expect(Object.keys(exportDocument(document))).toEqual([
      "name",
      "description",
      "settings",
      "nodes",
      "edges",
      "editor",
    ]);
    expect(JSON.parse(exportText(document))).toEqual({ ...own, nodes: [], edges: [], editor: { notes: [] } });
  });

  test("an empty object is an empty workflow", () => {
    expect(openDocument({})).toEqual({ nodes: [], edges: [] });
  });
});
