import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseText } from "./text";

describe("reading text", () => {
  test.each([
    ["", 1, 1, "The text is empty."],
    ["  \n ", 2, 2, "The text is empty."],
    ['{"a": 1,\n  "b" 2}', 2, 7, "A colon is expected here, between the key and its value."],
    ['{"a": 1\r\n "b": 2}', 2, 2, "A comma or the closing bracket is expected here."],
    ['{"a": }', 1, 7, "A value is expected here."],
    ["[1,]", 1, 4, "A value is expected here."],
    ["[}", 1, 2, "A value or ] is expected here."],
    ["[1}", 1, 3, "A comma or the closing bracket is expected here."],
    ['{"a": 1,}', 1, 9, 'A key in double quotes is expected here, such as "name".'],
    ["{a: 1}", 1, 2, "A key in double quotes or } is expected here."],
    ['{"a": "x', 1, 7, "This text has no end, or holds a character that must be escaped."],
    ['{"a": [1, 2', 1, 12, "The text ends in the middle of the document."],
    ["{} {}", 1, 4, "The document ends before this; nothing may follow."],
    ['{"a": 1,\n "\\u0061": 2}', 2, 2, 'The key "a" is given twice in one object.'],
  ])("%j is wrong at line %i, column %i: %s", (text, line, column, message) => {
    expect(parseText(text)).toEqual({ ok: false, problem: { line, column, message } });
  });

  test("reads what JSON.parse reads, and nothing else", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.string(),
          fc.json().map((text) => text.slice(1)),
        ),
        (text) => {
          const parsed = parseText(text);

          if (parsed.ok) expect(parsed.json).toEqual(JSON.parse(text));
          else if (!parsed.problem.message.includes("twice")) expect(() => JSON.parse(text)).toThrow();
        },
      ),
      { numRuns: 500 },
    );
  });

  test("a mark of the byte order is passed over", () => {
    expect(parseText('\ufeff{"a": [true, false, null, -1.5e3, "\\n"]}')).toEqual({
      ok: true,
      json: { a: [true, false, null, -1500, "\n"] },
    });
  });

  test("nesting and size have an end", () => {
    const deep = `${"[".repeat(200_000)}`;

    expect(parseText(deep)).toMatchObject({
      problem: { column: 111, message: "The document is nested deeper than 110 levels." },
    });
    expect(parseText(" ".repeat(10 * 1024 * 1024 + 1))).toMatchObject({
      problem: { message: "The document is larger than 10 MiB." },
    });
  });

  test("a long text is read", () => {
    const json = { text: "line\n".repeat(400_000) };

    expect(parseText(JSON.stringify(json))).toEqual({ ok: true, json });
  });
});
