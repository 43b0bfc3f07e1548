import fc from "fast-check";
import type { Json, JsonObject } from "~/document/types";
import { chartOf } from "./chart";
import { compared, isSame } from "./differences";
import { imageOf } from "./image";
import { viewsOf } from "./kinds";
import { linesOf } from "./lines";
import { blocksOf } from "./markdown";
import { appended, nodePath, pathOf } from "./path";
import { findInValue, markedPieces } from "./searching";
import { csvOf, nextSorting, sortedRows } from "./table";
import { opening, treeRows } from "./tree-rows";

const PNG =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

describe("the ways to look at a value", () => {
  it.each<[string, Json, string | undefined, string[]]>([
    ["a list of objects", [{ a: "x" }], undefined, ["table", "tree", "text"]],
    [
      "objects with numbers",
      [
        { a: "x", n: 1 },
        { a: "y", n: 2 },
      ],
      undefined,
      ["table", "tree", "chart", "text"],
    ],
    ["a list of numbers", [1, 2, 3], undefined, ["tree", "chart", "text"]],
    ["what wants to be bars", { a: 1, b: 2 }, "bar", ["chart", "tree", "text"]],
    ["what cannot be bars", "plain", "bar", ["text"]],
    ["a text", "hello", undefined, ["text"]],
    ["an HTML text", "<p>Hi</p>", undefined, ["page", "text"]],
    ["a Markdown text", "# Title\n\n- one", undefined, ["markdown", "text"]],
    ["an image", PNG, undefined, ["image", "text"]],
    ["an image in an object", { media_type: "image/png", data: PNG }, undefined, ["image", "tree", "text"]],
    ["null", null, undefined, ["tree", "text"]],
    ["an empty list", [], "table", ["tree", "text"]],
  ])("of %s", (_, value, hint, views) => expect(viewsOf(value, hint)).toEqual(views));

  it("takes no address outside for an image", () => {
    expect(imageOf("https://example.org/a.png")).toBeNull();
    expect(imageOf({ media_type: "text/html", data: PNG })).toBeNull();
  });
});

describe("charts", () => {
  it("label by the first text, draw the numbers, leave ids out", () => {
    const chart = chartOf([
      { id: 7, day: "2026-01-01", sold: 3 },
      { id: 8, day: "2026-01-02", sold: 4 },
    ]);
    expect(chart).toMatchObject({ kind: "line", series: ["sold"], isCut: false });
    expect(chart?.rows[0]).toEqual({ label: "2026-01-01", sold: 3 });
  });

  it("say that they are cut", () =>
    expect(chartOf(Array.from({ length: 600 }, (_, n) => n))?.isCut).toBe(true));
});

describe("paths", () => {
  it("are expressions", () => {
    expect(pathOf(nodePath("fetch"), ["items", 0, "name"])).toBe("node.fetch.items[0].name");
    expect(appended(nodePath("a b"), 'x"y')).toBe('node["a b"]["x\\"y"]');
  });
});

describe("the rows of a tree", () => {
  const value = { list: [{ deep: 1 }], plain: 2 };

  it("shows the first level, and deeper ones as they are opened", () => {
    expect(treeRows(value, "input", new Set()).map((row) => row.path)).toEqual([
      "input",
      "input.list",
      "input.plain",
    ]);
    expect(treeRows(value, "input", new Set(["input"]))).toHaveLength(1);
  });

  it("opens what leads to a place", () => {
    const toggled = opening("input", ["list", 0, "deep"], new Set());
    expect(treeRows(value, "input", toggled).map((row) => row.path)).toContain("input.list[0].deep");
  });
});

describe("searching", () => {
  it("finds names and plain values in the order that is shown", () => {
    expect(findInValue([{ name: "Ada" }, { other: "ada" }, 1], "ADA")).toEqual([
      [0, "name"],
      [1, "other"],
    ]);
    expect(findInValue({ adapter: 1 }, "ada")).toEqual([["adapter"]]);
    expect(findInValue({ a: 1 }, "")).toEqual([]);
  });

  it("marks every place and loses nothing", () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1, maxLength: 2 }), (text, wanted) => {
        expect(
          markedPieces(text, wanted)
            .map((piece) => piece.text)
            .join(""),
        ).toBe(text);
      }),
    );
  });
});

describe("tables", () => {
  const rows: JsonObject[] = [{ n: 10, s: "b" }, { n: 9 }, { n: 2, s: "a" }];

  it("sort numbers as numbers, what is missing last", () => {
    expect(sortedRows(rows, { column: "n", isDescending: false })).toEqual([2, 1, 0]);
    expect(sortedRows(rows, { column: "s", isDescending: true })).toEqual([0, 2, 1]);
    expect(sortedRows(rows, null)).toEqual([0, 1, 2]);
  });

  it("sort up, down, not at all", () => {
    const up = nextSorting(null, "n");
    const down = nextSorting(up, "n");
    expect([up, down, nextSorting(down, "n")]).toEqual([
      { column: "n", isDescending: false },
      { column: "n", isDescending: true },
      null,
    ]);
  });

  it("become CSV that no spreadsheet takes for formulas", () => {
    const csv = csvOf([
      { a: "=1+1", b: -5, c: 'say "hi"' },
      { a: " @SUM(A1)", d: [1] },
      { a: "plain", c: null },
    ]);
    expect(csv.split("\r\n")).toEqual(["a,b,c,d", `'=1+1,-5,"say ""hi""",`, `' @SUM(A1),,,[1]`, "plain,,,"]);
  });

  it("take 100,000 rows", () => {
    const many = Array.from({ length: 100_000 }, (_, n) => ({ n: (n * 7_919) % 100_000 }));
    expect(sortedRows(many, { column: "n", isDescending: false })[1]).toBe(
      many.findIndex((row) => row.n === 1),
    );
  });
});

describe("differences", () => {
  it("are changes, additions and removals; what is the same is one row", () => {
    const rows = compared({ a: [1, 2], same: { x: 1 }, gone: 1 }, { a: [1, 3], same: { x: 1 }, new: 2 });
    expect(rows.map((row) => [row.path, row.difference])).toEqual([
      ["", "changed"],
      [".a", "changed"],
      [".a[0]", "same"],
      [".a[1]", "changed"],
      [".same", "same"],
      [".gone", "removed"],
      [".new", "added"],
    ]);
  });

  it("are none between equal values", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(isSame(JSON.parse(JSON.stringify(value)), JSON.parse(JSON.stringify(value)))).toBe(true);
      }),
    );
  });

  it("take a list in place of an object for one change", () => {
    expect(compared([1], { a: 1 })).toHaveLength(1);
    expect(isSame([], {})).toBe(false);
  });
});

describe("Markdown", () => {
  it("becomes blocks", () => {
    const blocks = blocksOf(
      "# Title\n\nSome **bold** and `code`\nmore\n\n1. one\n2. two\n\n> said\n\n---\n```\nx < y\n```",
    );
    expect(blocks.map((block) => block.kind)).toEqual([
      "heading",
      "paragraph",
      "list",
      "quote",
      "rule",
      "code",
    ]);
  });

  it("links to the web only, and knows no HTML", () => {
    expect(blocksOf("[x](javascript:alert(1)) <script>")).toEqual([
      { kind: "paragraph", spans: [{ kind: "text", text: "[x](javascript:alert(1)) <script>" }] },
    ]);
    expect(blocksOf("[x](https://a.example)")).toMatchObject([
      { spans: [{ kind: "link", href: "https://a.example" }] },
    ]);
  });

  it("comes to an end whatever the text", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("# a", "- b", "```", "> c", "", "text", "---", "1. d")),
        (lines) => {
          expect(blocksOf(lines.join("\n"))).toBeInstanceOf(Array);
        },
      ),
    );
  });
});

test("very long lines of long texts are drawn in pieces", () => {
  const { lines, isWrapped } = linesOf(`a\n\n${"x".repeat(20_500)}`);

  expect(isWrapped).toBe(false);
  expect(lines.map((line) => line.length)).toEqual([1, 0, ...Array(20).fill(1_000), 500]);
});

test.each([
  ["20,000 characters", "x".repeat(20_000), true],
  ["20,001 characters", "x".repeat(20_001), false],
  ["500 lines", "\n".repeat(499), true],
  ["501 lines", "\n".repeat(500), false],
])("a text of %s is wrapped or not", (_, text, isWrapped) => {
  expect(linesOf(text).isWrapped).toBe(isWrapped);
});
