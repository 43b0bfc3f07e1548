/** Permissions by the kind of thing that they are about. Pure. */

import type { PermissionEntry } from "~/api/shapes";

export type PermissionGroup = {
  readonly resource: string;
  readonly label: string;
  readonly permissions: readonly PermissionEntry[];
};

const LABELS: Readonly<Record<string, string>> = {
  api_keys: "API keys",
  audit: "Audit log",
  users: "Members",
};

/** Groups in the order of the server; those in which nothing fits the words are left out. */
export function groupsOf(permissions: readonly PermissionEntry[], words: string): readonly PermissionGroup[] {
  const groups = new Map<string, PermissionEntry[]>();
  for (const each of permissions.filter((entry) => fits(entry, words.toLowerCase())))
    groups.set(each.resource, [...(groups.get(each.resource) ?? []), each]);
  return [...groups].map(([resource, found]) => ({
    resource,
    label: labelOf(resource),
    permissions: found,
  }));
}

function fits({ name, resource, description }: PermissionEntry, words: string): boolean {
  return `${name} ${labelOf(resource)} ${description}`.toLowerCase().includes(words);
}

function labelOf(resource: string): string {
  return LABELS[resource] ?? resource.charAt(0).toUpperCase() + resource.slice(1).replaceAll("_", " ");
}
