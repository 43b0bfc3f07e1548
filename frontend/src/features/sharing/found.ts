/** Members and roles as choices. */

import type { Grantee } from "~/api/queries/shares";
import type { Member, Role } from "~/api/shapes";

export type Found = Grantee & { readonly name: string; readonly text: string };
export type FoundGroup = { readonly group: string; readonly items: readonly Found[] };
export type FoundOptions = {
  readonly members: readonly Member[] | undefined;
  readonly roles: readonly Role[] | undefined;
  readonly words: string;
  readonly without: readonly string[];
};

/** Groups without anybody are left out. */
export function grouped({ members = [], roles = [], words, without }: FoundOptions): readonly FoundGroup[] {
  const wanted = words.toLowerCase();
  const people = members.map(
    ({ id, name, email }): Found => ({
      kind: "user",
      id,
      name,
      text: `${name} · ${email}`,
    }),
  );
  const named = roles
    .filter(({ name }) => name.toLowerCase().includes(wanted))
    .map(({ id, name, members: count }): Found => ({ kind: "role", id, name, text: `${name} · ${count}` }));
  const groups = [
    { group: "Members", items: people },
    { group: "Roles", items: named },
  ];
  return groups
    .map(({ group, items }) => ({ group, items: items.filter(({ id }) => !without.includes(id)) }))
    .filter(({ items }) => items.length > 0);
}
