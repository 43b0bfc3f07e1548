/** What was ticked and not saved yet: by role, what it is to allow. Pure. */

import type { Role } from "~/api/shapes";

/** By id of the role. What is as the server has it is not in it. */
export type Edits = ReadonlyMap<string, ReadonlySet<string>>;
export type RoleChange = {
  readonly role: Role;
  readonly added: readonly string[];
  readonly removed: readonly string[];
};

export const NO_EDITS: Edits = new Map();

export function allows(role: Role, edits: Edits, permission: string): boolean {
  return edits.get(role.id)?.has(permission) ?? role.permissions.includes(permission);
}

/** Tick or untick a box. */
export function toggled(edits: Edits, role: Role, permission: string): Edits {
  const wanted = new Set(edits.get(role.id) ?? role.permissions);
  if (!wanted.delete(permission)) wanted.add(permission);
  const next = new Map(edits).set(role.id, wanted);
  if (isSame(role, wanted)) next.delete(role.id);
  return next;
}

/** What would be saved. Roles that are gone meanwhile, or are so by now, are left out. */
export function changesOf(roles: readonly Role[], edits: Edits): readonly RoleChange[] {
  return roles.flatMap((role) => {
    const wanted = edits.get(role.id);
    if (!wanted || isSame(role, wanted)) return [];
    const added = [...wanted].filter((each) => !role.permissions.includes(each));
    return [{ role, added, removed: role.permissions.filter((each) => !wanted.has(each)) }];
  });
}

/** What a role is to allow; changes of others to the same role, made meanwhile, stay. */
export function wantedOf({ role, added, removed }: RoleChange): string[] {
  return [...new Set([...role.permissions.filter((each) => !removed.includes(each)), ...added])];
}

export function without(edits: Edits, ids: readonly string[]): Edits {
  return new Map([...edits].filter(([id]) => !ids.includes(id)));
}

function isSame(role: Role, wanted: ReadonlySet<string>): boolean {
  return wanted.size === role.permissions.length && role.permissions.every((each) => wanted.has(each));
}
