import { faultOf } from "../form/checks";
import { resolved } from "../form/schema";
import { blocksOf } from "../node/prose-blocks";
import { isRealDay } from "./date-field";
import { secondsOf, spokenDuration } from "./durations";
import { printTemplated, readJson, readTemplated } from "./json-texts";
import { kindOf } from "./kinds";
import { moved, newElement, summaryOf } from "./new-element";
import { readNumber } from "./number-field";
import { pairsOf, readPairs } from "./pairs";

describe("durations", () => {
  it.each([
    ["1h30m", "1 hour 30 minutes"],
    ["300ms", "300 milliseconds"],
    ["1.5s", "1 second 500 milliseconds"],
    ["1500", "1 second 500 milliseconds"],
    ["48h", "2 days"],
    ["0s", "no time"],
    ["10us", "0.01 milliseconds"],
    ["soon", null],
    ["5 m", null],
    ["", null],
  ])("%s is %s", (text, spoken) => {
    expect(spokenDuration(text)).toBe(spoken);
  });

  it("are told in seconds", () => {
    expect([secondsOf("1m"), secondsOf("250"), secondsOf("x")]).toEqual([60, 0.25, null]);
  });
});

describe("texts of fields", () => {
  it.each([
    ["12", 12],
    ["-.5", -0.5],
    ["1e3", 1000],
    [" ", undefined],
  ])("the number %s", (text, value) => {
    expect(readNumber(text)).toEqual({ ok: true, value });
  });

  it.each(["1,5", "0x10", "1e999", "twelve"])("%s is no number", (text) => {
    expect(readNumber(text).ok).toBe(false);
  });

  it.each(["{{ input.id }}", "Dear {{ name }}", "12", '{"a": 1}', "null", '"quoted"', "", "[1"])(
    "the text %s comes back as it was",
    (text) => {
      expect(readTemplated(printTemplated(text))).toEqual({
        ok: true,
        value: text,
      });
    },
  );

  it("what begins like JSON must be JSON, with templates in quotes", () => {
    expect(readTemplated('{"a": {{ input }}}')).toMatchObject({ fault: expect.stringContaining("quotes") });
    expect(readTemplated("[1,").ok).toBe(false);
    expect(readJson("{a").ok).toBe(false);
    expect(readJson("null")).toEqual({ ok: true, value: null });
  });

  it("rows become an object, without what has no name", () => {
    expect(
      readPairs([
        { name: "a", text: "1" },
        { name: "", text: "" },
      ]),
    ).toEqual({ ok: true, value: { a: 1 } });
    expect(readPairs([])).toEqual({ ok: true, value: undefined });
    expect(
      readPairs([
        { name: "a", text: "1" },
        { name: "a", text: "2" },
      ]),
    ).toMatchObject({ ok: false });
    expect(readPairs([{ name: "", text: "2" }])).toMatchObject({ ok: false });
    expect(readPairs([{ name: "a", text: "[" }])).toMatchObject({ ok: false });
    expect(readPairs([{ name: "a", text: "1" }], true)).toEqual({ ok: true, value: { a: "1" } });
    expect(pairsOf({ a: "1", b: "" }, true).map(({ text }) => text)).toEqual(["1", ""]);
    expect(pairsOf({ a: "x", b: [1], c: null })).toEqual([
      { name: "a", text: "x" },
      { name: "b", text: "[\n  1\n]" },
      { name: "c", text: "null" },
    ]);
  });

  it("days are real ones", () => {
    expect(["2028-02-29", "2030-02-30", "30-1-1"].map(isRealDay)).toEqual([true, false, false]);
  });
});

describe("schemas", () => {
  it("are folded together where they may be null or stand elsewhere", () => {
    const root = { $defs: { size: { type: "integer", minimum: 1 } } };
    expect(resolved({ anyOf: [{ $ref: "#/$defs/size" }, { type: "null" }], title: "Size" }, root)).toEqual({
      type: "integer",
      minimum: 1,
      title: "Size",
    });
    expect(resolved({ type: ["string", "null"] }, root)).toEqual({ type: "string" });
    expect(kindOf(resolved({ $ref: "#/$defs/nothing" }, root))).toBe("json");
  });

  it("that nobody knows are edited as JSON", () => {
    expect(kindOf({ type: ["string", "number"] })).toBe("json");
    expect(kindOf({ type: "object" })).toBe("json");
    expect(kindOf({ type: "array" })).toBe("json");
    expect(kindOf({ type: "object", additionalProperties: { type: "string" } })).toBe("key-value");
  });

  it.each([
    [{ type: "integer" }, 1.5, "Must be a whole number."],
    [{ type: "number", minimum: 1 }, 0, "Must be at least 1."],
    [{ type: "number", maximum: 1 }, 2, "Must be at most 1."],
    [{ type: "number", exclusiveMinimum: 0 }, 0, "Must be more than 0."],
    [{ type: "number", exclusiveMaximum: 9 }, 9, "Must be less than 9."],
    [{ type: "string", minLength: 1 }, "", "Must not be empty."],
    [{ type: "string", minLength: 3 }, "ab", "Must have at least 3 characters."],
    [{ type: "string", maxLength: 1 }, "ab", "Must have at most 1 character; these are 2."],
    [{ type: "string", pattern: "^a+$" }, "b", "Does not have the right form."],
    [{ type: "string", pattern: "(?P<x>a)" }, "b", null],
    [{ type: "array", minItems: 1 }, [], "Needs at least 1 entry."],
    [{ type: "array", maxItems: 1 }, [1, 2], "Takes at most 1 entry."],
    [{ type: "array" }, [1], null],
    [{ type: "number" }, undefined, null],
  ])("%j finds in %j: %s", (schema, value, fault) => {
    expect(faultOf(schema, value)).toBe(fault);
  });

  it("say what a new element is, and elements are told in few words", () => {
    const types = ["string", "boolean", "array", "integer", "object"].map((type) => newElement({ type }));
    expect(types).toEqual(["", false, [], 0, {}]);
    expect([newElement({ default: 7 }), newElement({ enum: ["a"] }), newElement({})]).toEqual([7, "a", null]);
    const schema = { properties: { is_default: { title: "Default" } } };
    expect(summaryOf(schema, { when: "input > 1", is_default: true, off: false })).toBe(
      "input > 1 · Default",
    );
    expect(summaryOf({}, "x".repeat(99))).toHaveLength(60);
    expect(moved([1, 2, 3], 0, 2)).toEqual([2, 3, 1]);
    expect(moved([1, 2], 1, 2)).toEqual([1, 2]);
  });
});

describe("help texts", () => {
  it("consist of paragraphs, lists and code", () => {
    expect(blocksOf("One\nline.\n\n- a\n  b\n- c\n\n```js\nx\n\ny\n```\n\n    indented")).toEqual([
      { kind: "paragraph", text: "One line." },
      { kind: "list", items: ["a b", "c"] },
      { kind: "code", text: "x\n\ny" },
      { kind: "code", text: "indented" },
    ]);
  });
});
