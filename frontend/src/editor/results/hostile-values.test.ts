import type { JsonObject } from "~/document/types";
import { viewsOf } from "./kinds";
import { blocksOf, spansOf } from "./markdown";
import { csvOf, sortedRows } from "./table";

const POLLUTING = JSON.parse('{"__proto__": {"polluted": 1}, "constructor": "x"}');

it("links only to addresses of the web and of mail", () => {
  const hostile = [
    "[a](javascript:alert(1))",
    "[a](JAVASCRIPT:alert(1))",
    "[a](java\tscript:alert(1))",
    "[a](data:text/html,<script>1</script>)",
    "[a](//elsewhere.example)",
    "[a](/api/v1/auth/logout)",
    "![a](https://elsewhere.example/pixel.png)",
    "<https://elsewhere.example>",
    "[a]( https://elsewhere.example)",
  ].flatMap((text) => spansOf(text).flatMap(({ href }) => href ?? []));

  expect(hostile).toEqual(["https://elsewhere.example/pixel.png"]);
});

it.each([
  ["brackets that stay open", "[".repeat(200_000)],
  ["addresses that do not end", "[a](https://a".repeat(50_000)],
  ["marks of code", "```\n".repeat(60_000)],
  ["stars", "*a".repeat(100_000)],
  ["blanks", `${" ".repeat(200_000)}x`],
])("reads %s in one go", (_, text) => {
  const letters = blocksOf(text).flatMap((block) =>
    "spans" in block ? block.spans.map((span) => span.text) : ["text" in block ? block.text : ""],
  );

  expect(letters.join("").length).toBeLessThanOrEqual(text.length);
  expect(viewsOf(text).length).toBeGreaterThan(0);
});

it("takes keys of every object's prototype for members only where they are given", () => {
  const rows: JsonObject[] = [POLLUTING, { a: 1 }];

  expect(csvOf(rows)).toBe('__proto__,constructor,a\r\n"{""polluted"":1}",x,\r\n,,1');
  expect(sortedRows(rows, { column: "constructor", isDescending: true })).toEqual([0, 1]);
  expect({}).not.toHaveProperty("polluted");
});

it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", '=HYPERLINK("http://x")'])(
  "gives spreadsheets no formula: %j",
  (text) => {
    const [head, cell] = csvOf([{ [text]: text }]).split("\r\n");

    expect(head?.replace(/^"/, "")).toMatch(/^'/);
    expect(cell?.replace(/^"/, "")).toMatch(/^'/);
  },
);
