/** To whom a share gives something. Pure. */

import type { Grantee } from "~/api/queries/shares";
import type { Me, Share, WorkflowDetail } from "~/api/shapes";

export function granteeOf({ user, role }: Pick<Share, "user" | "role">): Grantee | null {
  if (user) return { kind: "user", id: user.id };
  return role && { kind: "role", id: role.id };
}

export function nameOf({ user, role }: Pick<Share, "user" | "role">): string {
  return (user ?? role)?.name ?? "Somebody who left";
}

/** Whether it is given to oneself, or to a role that one has. */
export function isForMe({ user, role }: Pick<Share, "user" | "role">, me: Me | undefined): boolean {
  if (!me) return false;
  return user ? user.id === me.id : (me.tenant?.roles.includes(role?.name ?? "") ?? false);
}

/** Whether one reaches the workflow without any share, also when it is private. */
export function needsNoShare({ owner }: Pick<WorkflowDetail, "owner">, me: Me | undefined): boolean {
  if (!me) return false;
  return owner?.id === me.id || me.permissions.includes("workflows.manage");
}
