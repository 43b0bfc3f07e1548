/** What became of each node between two documents. */

import type { Diff, NodeChange } from "~/api/queries/versions";

export type Kind = "added" | "removed" | "changed" | "moved";

export const KINDS = [
  { kind: "added", label: "Added", colour: "green" },
  { kind: "removed", label: "Removed", colour: "red" },
  { kind: "changed", label: "Changed", colour: "orange" },
  { kind: "moved", label: "Moved", colour: "blue" },
] as const satisfies readonly { kind: Kind; label: string; colour: string }[];

export function kindsOf({ nodes }: Diff): ReadonlyMap<string, Kind> {
  const found = new Map<string, Kind>();
  const note = (id: string | undefined, kind: Kind) => id !== undefined && found.set(id, kind);
  for (const node of nodes.removed) note(node.id, "removed");
  for (const node of nodes.added) note(node.id, "added");
  for (const change of nodes.changed) note(change.node.id, isMoveOnly(change) ? "moved" : "changed");
  return found;
}

export function isMoveOnly({ type, label, parent, fields = [] }: NodeChange): boolean {
  return !type && !label && !parent && fields.length === 0;
}

export function colourOf(kind: Kind | undefined): string {
  return KINDS.find((each) => each.kind === kind)?.colour ?? "gray";
}
