/** The roles of the tenant, and changing those of its own. */

import { queryOptions } from "@tanstack/react-query";
import { ask } from "../ask";
import { api, data } from "../client";
import type { Role } from "../shapes";

/** A tenant has the built-in roles and a hundred of its own at most: one page. */
const MOST = 200;

export type RoleContent = {
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly string[];
};

export const rolesKey = ["roles"] as const;

export const allRolesQuery = () =>
  queryOptions({
    queryKey: [...rolesKey, "all"],
    queryFn: async ({ signal }) =>
      (await data(api.GET("/api/v1/roles", { params: { query: { limit: MOST } }, signal }))).items,
  });

/** As it is now, whatever the cache has. */
export function readRole(id: string): Promise<Role> {
  return data(api.GET("/api/v1/roles/{role_id}", { params: { path: { role_id: id } } }));
}

export async function createRole(content: RoleContent): Promise<Role> {
  return (await ask<Role>("/api/v1/roles", { method: "POST", body: bodyOf(content) })).body;
}

/** Who has it may at once do what it allows then. */
export async function updateRole(id: string, content: RoleContent): Promise<Role> {
  return (await ask<Role>(`/api/v1/roles/${id}`, { method: "PUT", body: bodyOf(content) })).body;
}

/** `heir`: the role that members and open invitations get instead; one in use goes only with one. */
export async function deleteRole(id: string, heir: string | undefined): Promise<void> {
  const params = { path: { role_id: id }, query: { ...(heir !== undefined && { reassign_to: heir }) } };
  await api.DELETE("/api/v1/roles/{role_id}", { params });
}

function bodyOf({ name, description, permissions }: RoleContent) {
  return { name, description, permissions: [...permissions] };
}
