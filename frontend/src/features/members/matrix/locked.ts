/** Why a role's permissions cannot be changed here. Pure. */

import type { Role } from "~/api/shapes";
import { lacking } from "../rank";

/** A sentence for a role that stays as it is; undefined for one that can be changed. */
export function whyLocked(role: Role, mine: readonly string[]): string | undefined {
  if (role.is_built_in) return "Built in: the same in every tenant.";
  if (!mine.includes("roles.update")) return "Your roles do not allow to change it.";
  const [more] = lacking(role, mine);
  return more === undefined ? undefined : `It allows what you may not do yourself, such as ${more}.`;
}
