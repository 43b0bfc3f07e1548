import { screen } from "@testing-library/react";
import { renderInEditor } from "~/testing/editor";
import { MarkdownView } from "./markdown-view";

const TEXT = `# Report

Some **strong**, *soft* and \`exact\` words, [a link](https://example.org) and [another](javascript:alert(1)).

### Lists

- one
- two

1. first
2. second

> said

---

\`\`\`
code
\`\`\``;

test("Markdown is drawn as elements", () => {
  renderInEditor(<MarkdownView text={TEXT} />);

  expect(screen.getByRole("heading", { name: "Report" })).toBeVisible();
  expect(screen.getByRole("heading", { name: "Lists" })).toBeVisible();
  expect(screen.getAllByRole("listitem").map((item) => item.textContent)).toEqual([
    "one",
    "two",
    "first",
    "second",
  ]);
  expect(screen.getByText("strong").tagName).toBe("STRONG");
  expect(screen.getByText("soft").tagName).toBe("EM");
  expect(screen.getByText("exact").tagName).toBe("CODE");
  expect(screen.getByRole("separator")).toBeVisible();
  expect(screen.getByText("code").tagName).toBe("PRE");
});

test("links lead to the web only, and give nothing away", () => {
  renderInEditor(<MarkdownView text={TEXT} />);

  const links = screen.getAllByRole("link");

  expect(links.map((link) => link.getAttribute("href"))).toEqual(["https://example.org"]);
  expect(links[0]).toHaveAttribute("rel", "noopener noreferrer nofollow");
});
