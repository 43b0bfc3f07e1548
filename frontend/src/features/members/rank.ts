/** What one may not do with a member or a role, and why. The server refuses the same. Pure. */

import type { Me, Member, Role } from "~/api/shapes";

type Mine = Pick<Me, "id" | "permissions">;
/** A sentence for what is refused; nothing for what is allowed. */
export type Refusals = {
  readonly roles?: string;
  readonly status?: string;
  readonly reset?: string;
  readonly remove?: string;
};

/** What a role allows and I may not do myself: then I can neither give nor change it. */
export function lacking(role: Pick<Role, "permissions">, mine: readonly string[]): readonly string[] {
  return role.permissions.filter((each) => !mine.includes(each));
}

/** Why I cannot give a role; undefined when I can. */
export function whyNotGiven(role: Role, mine: readonly string[]): string | undefined {
  const missing = lacking(role, mine);
  return missing.length > 0 ? `It allows what you may not do yourself: ${listed(missing)}.` : undefined;
}

/** What I cannot do with a member. Without the roles, which not everybody sees, the server has the last word. */
export function refusals(member: Member, me: Mine, roles: readonly Role[] = []): Refusals {
  const theirs = roles.filter(({ id }) => member.roles.some((each) => each.id === id));
  if (member.id === me.id) return { ...ofMyself(), ...ofLastOwner(member, theirs, "You are") };
  const missing = new Set(theirs.flatMap((role) => lacking(role, me.permissions)));
  if (missing.size === 0) return ofLastOwner(member, theirs);
  const why = `${member.name} may do what you may not: ${listed([...missing])}.`;
  return { roles: why, status: why, reset: why, remove: why };
}

function ofMyself(): Refusals {
  return {
    status: "You would lock yourself out. Somebody else can do it.",
    reset: "You change your own password under Account.",
  };
}

function ofLastOwner({ name, status }: Member, roles: readonly Role[], who = `${name} is`): Refusals {
  const isLast = status === "active" && roles.some((role) => role.name === "owner" && role.members === 1);
  const why = `${who} the last owner. Make somebody else an owner first.`;
  return isLast ? { status: why, remove: why } : {};
}

const SHOWN = 3;

function listed(names: readonly string[]): string {
  const rest = names.length - SHOWN;
  return names.slice(0, SHOWN).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}
