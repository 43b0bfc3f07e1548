import { StringStream } from "@codemirror/language";
import { chainBefore } from "./chain";
import { expressionStart, insertedPath } from "./dropped-path";
import { brief, kindName, sizeOf } from "./kinds";
import { expressionToken } from "./languages";
import { placeName, unitsAt } from "./positions";
import { bounded, previewRequest, referredNodes } from "./preview-request";

const scope = { input: [1, 2], nodes: { a: 1, "b-c": 2, d: 3 }, variables: {}, context: {} };

describe("texts of expressions", () => {
  it.each([
    ["input.items[0].na", ["input", "items", 0], "na"],
    ['node["my \\"id\\""].x', ["node", 'my "id"'], "x"],
    ["a?.b?.c", ["a", "b"], "c"],
    ["1 + input", [], "input"],
  ])("have a chain of names before the cursor: %s", (text, path, word) => {
    expect(chainBefore(text, text.length)).toMatchObject({ path, word });
  });

  it("have none after a call", () => {
    expect(chainBefore("f(x).y", 6)).toBeNull();
  });

  it("take a path in braces where it would be mere text", () => {
    expect(insertedPath("input.a", { language: "template", before: "Dear " })).toBe("{{ input.a }}");
    expect(insertedPath("input.a", { language: "template", before: "Dear {{ " })).toBe("input.a");
    expect(insertedPath("input.a", { language: "expression", before: "" })).toBe("input.a");
    expect(insertedPath("input.a", { language: "text", before: "" })).toBe("input.a");
    expect(expressionStart("{{ a }} b")).toBeNull();
    expect(expressionStart("\\{{ a")).toBeNull();
  });

  it("are coloured by what their parts are", () => {
    expect(kindsIn("sum(input.total) + 1.5 == 'a\\'b' ?? null && true")).toEqual([
      "variableName.function:sum",
      "bracket:(",
      "variableName:input",
      "operator:.",
      "propertyName:total",
      "bracket:)",
      "operator:+",
      "number:1.5",
      "operator:==",
      "string:'a\\'b'",
      "operator:??",
      "keyword:null",
      "operator:&&",
      "bool:true",
    ]);
    expect(kindsIn("#")).toEqual(["invalid:#"]);
  });

  it("have places that people can count", () => {
    expect(unitsAt("😀+x", 2)).toBe(3);
    expect(placeName("a +", 2)).toBe("character 3");
    expect(placeName("a\n😀b", 4)).toBe("line 2, character 2");
  });
});

describe("what is asked for a preview", () => {
  it("is nothing without values, and says why", () => {
    expect(previewRequest("input", "expression", null)).toBe("nothing-ran");
    expect(previewRequest("input", "expression", { nodes: {}, variables: {}, context: {} })).toBe(
      "nothing-arrived",
    );
    expect(previewRequest("acc + item", "items", scope)).toBe("only-running");
    expect(previewRequest("variables.total + 1", "expression", scope)).toBe("variables");
    expect(previewRequest('variables["total"]', "expression", scope)).toBe("variables");
    expect(previewRequest("All variables. {{ input }}", "template", scope)).toMatchObject({ input: [1, 2] });
  });

  it("has the nodes that the text names, and no others", () => {
    expect(referredNodes('node.a + node["b-c"] + node.zzz', scope.nodes)).toEqual({ a: 1, "b-c": 2 });
    expect(previewRequest("node.a", "loop", scope)).toMatchObject({
      input: [1, 2],
      nodes: { a: 1 },
      index: 0,
    });
  });

  it("is small however large the values are", () => {
    const large = Array.from({ length: 50_000 }, (_, n) => ({ n, text: "x".repeat(30) }));
    expect(JSON.stringify(bounded(large)).length).toBeLessThanOrEqual(100_000);
    expect(JSON.stringify(bounded("x".repeat(1_000_000))).length).toBeLessThanOrEqual(100_000);
    expect(bounded([1, { a: 2 }])).toEqual([1, { a: 2 }]);
  });
});

describe("values in a few words", () => {
  it("tell their kind, their size and how they begin", () => {
    expect([null, [], {}, "a", 1, true, undefined].map(kindName)).toEqual([
      "null",
      "list",
      "object",
      "text",
      "number",
      "boolean",
      "unknown",
    ]);
    expect([sizeOf([1]), sizeOf({ a: 1, b: 2 }), sizeOf(1)]).toEqual(["1 entry", "2 keys", ""]);
    expect(brief([1, 2, 3], 5)).toBe("[1,2…");
    expect(brief(undefined)).toBe("");
  });
});

function kindsIn(text: string): string[] {
  const stream = new StringStream(text, 2, 2);
  const within = { isInside: true, quote: "", depth: 0 };
  const found: string[] = [];
  while (!stream.eol()) {
    stream.start = stream.pos;
    const kind = expressionToken(stream, within);
    if (kind !== null) found.push(`${kind}:${stream.current()}`);
  }
  return found;
}
