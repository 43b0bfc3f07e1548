import { describe, expect, test } from "vitest";
import { catalogue } from "~/testing/catalogue";
import type { Catalogue } from "./catalogue";
import { apply } from "./commands/apply";
import { referencesIn, referenceTo, withRenamedReferences } from "./expression-references";
import { referencesOf, referencesTo, renamedData, renameNode } from "./references";
import type { WorkflowDocument } from "./types";

function ids(text: string): readonly string[] {
  return referencesIn(text, "expression").map((reference) => reference.id);
}

describe("references in expressions", () => {
  test.each<[string, string[]]>([
    ["node.http.body + node.http_2", ["http", "http_2"]],
    ["node?.http ?? node . a", ["http", "a"]],
    ['node["my id"] + node?.["b"] + node[\'c\']', ["my id", "b", "c"]],
    ['node["a\\"b"] + node["\\q"]', ['a"b']],
    ["node[x] + node", []],
    ["input.node.http + x?.node.http", []],
    ["nodes.http + my_node.http + $node.http", []],
    ["'node.a' + \"node.b\" + node.c", ["c"]],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of an expression
    ["`node.a ${node.b + `${node.c}`} node.d \\${node.e}` + node.f", ["b", "c", "f"]],
    ["{a: node.a, b: {c: node.b}}", ["a", "b"]],
    ["input.map(node => node.id)", []],
    ["input.map((node, i) => node.id)", []],
    ["input.map(x => node.a)", ["a"]],
    ["node.größe + node.1", ["größe", "1"]],
    ["'not closed node.a", ["a"]],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of an expression
    ["`cost: 5$ ${node.a}", ["a"]],
    ["`ends in \\", []],
  ])("%s reads %j", (text, expected) => {
    expect(ids(text)).toEqual(expected);
  });

  test("in templates count only between braces", () => {
    const text = "node.a {{ node.b }} \\{{ node.c }} {{ {d: node.d}['}}'] }} node.e {{ node.f";

    expect(referencesIn(text, "template").map(({ id }) => id)).toEqual(["b", "d", "f"]);
    expect(
      referencesIn("{{ input.map(node => node.id) }}{{ node.a }}", "template").map(({ id }) => id),
    ).toEqual(["a"]);
  });

  test("follow new ids, in the spelling that these need", () => {
    const names = new Map([
      ["a", "a_2"],
      ["b", "my id"],
      ["same", "same"],
    ]);
    const text = 'node.a + node?.a + node.b + node?.b + node["a"].x + "node.a" + node.same + node.c';

    expect(withRenamedReferences(text, "expression", names)).toBe(
      'node.a_2 + node?.a_2 + node["my id"] + node?.["my id"] + node.a_2.x + "node.a" + node.same + node.c',
    );
    expect(withRenamedReferences("node.a {{ node.a }}", "template", names)).toBe("node.a {{ node.a_2 }}");
  });

  test("are written for any id", () => {
    expect(referenceTo("http_2")).toBe("node.http_2");
    expect(referenceTo('a "b"')).toBe('node["a \\"b\\""]');
  });
});

describe("references of nodes", () => {
  const DOCUMENT: WorkflowDocument = {
    nodes: [
      {
        id: "a",
        type: "http",
        data: { url: "https://x/{{ node.b }}", headers: { X: "{{ node.c }}" }, label: "node.b" },
      },
      { id: "b", type: "switch", data: { cases: [{ when: "node.a > 1", output_path: "node.a" }, 5] } },
      { id: "c", type: "filter", data: { expression: "item > node.a" } },
      {
        id: "in",
        type: "no_such_type",
        parent: "a",
        data: { text: "{{ node.a }}", other: "node.a", flag: true },
      },
    ],
    edges: [
      { id: "e", source: "a", target: "b" },
      { id: "f", source: "b", target: "c" },
    ],
    editor: {
      groups: [
        { id: "g", label: "", colour: "", nodes: ["a", "b"] },
        { id: "h", label: "", colour: "", nodes: ["c"] },
      ],
    },
  };

  test("are found with their place, in expressions, lists, keys, templates and older fields", () => {
    expect(referencesTo(DOCUMENT, catalogue, "a")).toEqual([
      { node: "b", references: [{ id: "a", path: ["cases", 0, "when"], start: 4, end: 6 }] },
      { node: "c", references: [{ id: "a", path: ["expression"], start: 11, end: 13 }] },
      { node: "in", references: [{ id: "a", path: ["text"], start: 7, end: 9 }] },
    ]);
    expect(DOCUMENT.nodes[0] && referencesOf(catalogue, DOCUMENT.nodes[0]).map(({ id }) => id)).toEqual([
      "b",
      "c",
    ]);
  });

  test("follow when a node gets another id, as edges, parents and groups do", () => {
    const { document, inverse } = apply(DOCUMENT, renameNode(DOCUMENT, catalogue, "a", "fetch"));

    expect(
      document.nodes.map(({ id, parent, data }) => [
        id,
        parent,
        data?.cases ?? data?.expression ?? data?.text,
      ]),
    ).toEqual([
      ["fetch", undefined, undefined],
      ["b", undefined, [{ when: "node.fetch > 1", output_path: "node.a" }, 5]],
      ["c", undefined, "item > node.fetch"],
      ["in", "fetch", "{{ node.fetch }}"],
    ]);
    expect(document.edges).toEqual([{ id: "e", source: "fetch", target: "b" }, DOCUMENT.edges[1]]);
    expect(document.editor?.groups?.[0]?.nodes).toEqual(["fetch", "b"]);
    expect(apply(document, inverse).document).toEqual(DOCUMENT);
  });

  test("do not touch nodes that do not read", () => {
    const node = { id: "x", type: "http", data: { url: "{{ node.b }}" } };

    expect(renamedData(catalogue, node, new Map([["a", "b"]]))).toBe(node.data);
    expect(renamedData(catalogue, { id: "x" }, new Map())).toBeUndefined();
  });

  test("are found where the schema offers a choice", () => {
    const type = catalogue.items[0];
    if (!type) throw new Error("no types");
    const choice = {
      anyOf: [{ type: "null" }, { items: { properties: { when: { format: "expression" } } } }],
    };
    const keyed = { anyOf: [{ type: "null" }, { additionalProperties: { format: "expression" } }] };
    const own: Catalogue = {
      ...catalogue,
      items: [{ ...type, type: "own", params: { properties: { choice, keyed } } }],
    };
    const data = { choice: [{ when: "node.a" }], keyed: { any: "node.b" }, unknown: { deep: "node.c" } };

    expect(referencesOf(own, { id: "x", type: "own", data }).map(({ path }) => path)).toEqual([
      ["choice", 0, "when"],
      ["keyed", "any"],
    ]);
  });
});
