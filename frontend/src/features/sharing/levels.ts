/** What each level of a share allows, and what roles allow without one. */

import { LEVELS, type Level } from "~/api/queries/shares";
import type { Role, WorkflowDetail } from "~/api/shapes";

export type LevelMeaning = { readonly level: Level; readonly label: string; readonly allows: string };

export const MEANINGS: readonly LevelMeaning[] = [
  { level: "read", label: "Read", allows: "See the workflow, its versions and its executions." },
  { level: "execute", label: "Execute", allows: "Also start and stop executions." },
  { level: "write", label: "Write", allows: "Also change, publish and roll back." },
  { level: "admin", label: "Admin", allows: "Also share and delete." },
];

/** The permission that each level has first. */
const FIRST: readonly { readonly permission: string; readonly word: string }[] = [
  { permission: "workflows.read", word: "see" },
  { permission: "workflows.execute", word: "execute" },
  { permission: "workflows.update", word: "change" },
  { permission: "workflows.share", word: "share" },
  { permission: "workflows.delete", word: "delete" },
];

/** What a role lets its members do with this workflow anyway; null: nothing. */
export function roleAllows(role: Role, visibility: WorkflowDetail["visibility"]): string | null {
  if (visibility === "private" && !role.permissions.includes("workflows.manage")) return null;
  const words = FIRST.filter(({ permission }) => role.permissions.includes(permission)).map(
    ({ word }) => word,
  );
  return words.length > 0 ? words.join(", ") : null;
}

/** Levels that one may give: nobody shares more than they may do themselves. */
export function givableLevels(permissions: readonly string[]): readonly Level[] {
  const needed = ["workflows.read", "workflows.execute", "workflows.update", "workflows.delete"];
  return LEVELS.filter((_, at) => needed.slice(0, at + 1).every((each) => permissions.includes(each)));
}
