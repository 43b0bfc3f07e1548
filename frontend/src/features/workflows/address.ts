/** What the page shows as its address says it: filters, order, the dialog that is open. */

import { SORTS, type WorkflowFilters, type WorkflowSort } from "~/api/queries/workflows";
import type { Filters } from "~/lib/filters";

export type Dialog = "new" | "import" | "templates";

/** `me`: the user's id, once it is known. */
export function wantedWorkflows(address: Filters, me: string | undefined): WorkflowFilters {
  const { q, owner, visibility } = address;
  const tags = tagsOf(address);
  return {
    ...(q && { q }),
    ...(tags.length > 0 && { tags }),
    ...(owner === "me" && me && { owner: me }),
    ...(owner === "shared" && { shared: true }),
    ...((visibility === "private" || visibility === "tenant") && { visibility }),
    ...(isTrash(address) && { deleted: true }),
    sort: sortOf(address),
  };
}

export function tagsOf({ tag }: Filters): readonly string[] {
  return tag ? tag.split(",").map(decoded) : [];
}

/** Commas part tags, so those inside of a tag are written otherwise. */
export function tagsText(tags: readonly string[]): string | undefined {
  return tags.length > 0
    ? tags.map((tag) => tag.replaceAll(/[%,]/g, encodeURIComponent)).join(",")
    : undefined;
}

export function sortOf({ sort }: Filters): WorkflowSort {
  return SORTS.find((each) => each === sort) ?? "-updated_at";
}

export function isTrash({ trash }: Filters): boolean {
  return trash === "yes";
}

export function isFiltered({ q, tag, owner, visibility }: Filters): boolean {
  return [q, tag, owner, visibility].some(Boolean);
}

export function dialogOf({ dialog }: Filters): Dialog | null {
  return dialog === "new" || dialog === "import" || dialog === "templates" ? dialog : null;
}

function decoded(text: string): string {
  return text.replaceAll("%2C", ",").replaceAll("%25", "%");
}
