/** The page about the editor lists the keys that there are. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { renderOnPage } from "~/testing/open-workflow";
import type { Action } from "../actions";
import { canvasActions } from "../canvas/actions";
import { runActions } from "../run/actions";
import { keyNames } from "./keys";
import { pageActions } from "./page-actions";

const PAGE = join(import.meta.dirname, "../../../../docs/reference/editor.md");

test("every key is documented, and no other", () => {
  const { session } = renderOnPage(null);
  const actions = [...pageActions(session, () => {}), ...canvasActions, ...runActions];
  const rows = actions.flatMap(rowOf);

  const documented = readFileSync(PAGE, "utf8")
    .split("<!-- shortcuts -->")[1]
    ?.split("\n")
    .filter((line) => line.startsWith("| `"));

  expect(documented?.toSorted()).toEqual([...new Set(rows)].toSorted());
});

function rowOf({ keys, label }: Action): string[] {
  if (!keys) return [];
  const shown = keys.map((each) => `\`${keyNames(each).join(" ")}\``).join(", ");
  return [`| ${shown} | ${label} |`];
}
