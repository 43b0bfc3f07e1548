/** Which approvals the address asks for. Pure. */

import type { Approval } from "~/api/shapes";
import type { Filters } from "~/lib/filters";

export const VIEWS = [
  { value: "mine", label: "To decide by me" },
  { value: "open", label: "All open" },
  { value: "decided", label: "Decided" },
] as const;

export type View = (typeof VIEWS)[number]["value"];

export function viewOf({ view }: Filters): View {
  return VIEWS.find(({ value }) => value === view)?.value ?? "mine";
}

export function shownIn(view: View, items: readonly Approval[]): readonly Approval[] {
  return view === "mine" ? items.filter((each) => each.may_decide) : items;
}
