import type { Language } from "~/api/queries/expressions";
import type { CodeLanguage, ExpressionScope } from "./code-editor";
import { completionsAt, type Place, writtenAs } from "./completions";
import { helpAt } from "./help-at";

const help: Language = {
  items: [
    entry("sum", "function", null, "sum(list)"),
    entry("map", "method", "list", "map(item => value)"),
    entry("reduce", "method", "list", "reduce((total, item) => value, start?)"),
    entry("trim", "method", "text", "trim()"),
  ],
  names: [
    { name: "input", purpose: "The node's input.", formats: ["expression", "items", "template"] },
    { name: "item", purpose: "The item.", formats: ["items"] },
  ],
};
const scope: ExpressionScope = {
  input: {
    items: [
      { price: 3, tags: ["a"] },
      { price: 5, name: "ink" },
    ],
    "my key": 1,
    note: "hi",
  },
  nodes: { fetch: { ok: true }, "my-id": 4 },
  variables: { rate: 2 },
  context: {},
};

describe("what can be written in an expression", () => {
  it.each([
    ["inp", ["input", "items", "note", "sum"]],
    ["input.", ["items", "my key", "note"]],
    ["input.items[0].", ["price", "tags"]],
    ['node["my-id"] + node.', ["fetch", "my-id"]],
    ["input.note.", ["length", "trim"]],
    ["input.items.", ["length", "map", "reduce"]],
    ["input.items.map(i => i.", ["price", "tags", "name"]],
    ["input.items.reduce((sum, each) => sum + each.", ["price", "tags", "name"]],
    ["variables?.", ["rate"]],
  ])("after %s", (text, labels) => {
    expect(
      options(text)
        .filter((label) => labels.includes(label))
        .toSorted(),
    ).toEqual(labels.toSorted());
  });

  it("is nothing inside of a quoted text or behind a number", () => {
    expect(completionsAt(place("'inp"))).toBeNull();
    expect(completionsAt(place("12"))).toBeNull();
  });

  it("is nothing outside of the braces of a template", () => {
    expect(completionsAt(place("Dear inp", { language: "template", format: "template" }))).toBeNull();
    expect(options("Dear {{ input.", { language: "template", format: "template" })).toContain("note");
  });

  it("is an item's keys in a field for every item", () => {
    const list = { ...scope, input: [{ price: 3 }] };
    expect(options("item.", { format: "items", scope: list })).toEqual(["price"]);
  });

  it("is every method where the value is not known", () => {
    expect(options("input.x.y.", { scope: null })).toEqual(["map", "reduce", "trim"]);
  });

  it("stands in brackets where it is no name, and brings an arrow where one is needed", () => {
    const found = completionsAt(place("input."))?.options.find(({ label }) => label === "my key");
    expect(found && writtenAs(found)).toBe('["my key"]');
    const methods = completionsAt(place("input.items."))?.options ?? [];
    expect(methods.map(({ snippet }) => snippet)).toEqual([
      undefined,
      "map(item => #{})",
      "reduce((total, item) => #{})",
    ]);
  });
});

describe("help on a word", () => {
  it("tells its value, or what it does", () => {
    expect(helpAt(place("input.note", { position: 7 }))).toMatchObject({ title: "note: text", text: '"hi"' });
    expect(helpAt(place("sum(input)", { position: 1 }))).toMatchObject({ title: "sum(list): any" });
    expect(helpAt(place("input.items.map(i => i)", { position: 13 }))?.title).toBe("map(item => value): any");
    expect(helpAt(place("item", { position: 1, scope: null }))?.text).toBe("The item.");
    expect(helpAt(place("nothing", { position: 1 }))).toBeNull();
  });
});

function options(text: string, more: Partial<Place> = {}): string[] {
  return completionsAt(place(text, more))?.options.map(({ label }) => label) ?? [];
}

function place(text: string, more: Partial<Place> = {}): Place {
  const language: CodeLanguage = "expression";
  return { text, position: text.length, language, format: "expression", scope, help, ...more };
}

function entry(name: string, kind: "function" | "method", of: "text" | "list" | null, signature: string) {
  return { name, kind, of, signature, returns: "any", purpose: "Does it.", example: "x -> y" };
}
