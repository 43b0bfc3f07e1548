/** Permissions, invitations, entries of the log and tenants as the server tells them. */

import type { AuditEntry, Invitation, Me, PermissionEntry, Tenant } from "~/api/shapes";
import type { Json } from "~/document/types";

export const PERMISSIONS: readonly PermissionEntry[] = [
  permission("workflows.read", "See workflows and their versions."),
  permission("workflows.execute", "Start executions."),
  permission("users.read", "See who is a member."),
  permission("tenant.delete", "Delete the tenant with everything in it."),
];

export function meAs(permissions: readonly string[], changed: Partial<Me> = {}): Json {
  const me = {
    id: "user-1",
    email: "ada@example.com",
    name: "Ada",
    is_platform_owner: false,
    tenant: null,
    permissions,
    ...changed,
  };
  return JSON.parse(JSON.stringify(me));
}

export function anInvitation(changed: Partial<Invitation> = {}): Invitation {
  return {
    id: "invitation-1",
    email: "new@example.com",
    role: { id: "role-viewer", name: "viewer" },
    state: "open",
    invited_by: "user-1",
    created_at: "2026-03-02T09:00:00.000Z",
    expires_at: "2026-03-09T09:00:00.000Z",
    ...changed,
  };
}

export function anEntry(changed: Partial<AuditEntry> = {}): AuditEntry {
  return {
    id: "0198c0de-7a1e-7000-8000-000000000001",
    tenant_id: "tenant-1",
    at: "2026-03-02T09:00:00.000Z",
    actor_kind: "user",
    user_id: "user-1",
    api_key_id: null,
    action: "user.roles_changed",
    resource_type: "user",
    resource_id: "user-2",
    status: "success",
    address: "203.0.113.7",
    user_agent: "Firefox",
    request_id: "request-1",
    before: { roles: ["viewer"] },
    after: { roles: ["viewer", "editor"] },
    details: null,
    seq: 7,
    hash: "ab".repeat(32),
    ...changed,
  };
}

export function aTenant(changed: Partial<Tenant> = {}): Tenant {
  return {
    id: "tenant-2",
    slug: "globex",
    name: "Globex",
    plan: "small",
    status: "active",
    settings: {},
    created_at: "2026-03-02T09:00:00.000Z",
    updated_at: "2026-03-02T09:00:00.000Z",
    ...changed,
  };
}

function permission(name: string, description: string): PermissionEntry {
  const [resource = "", action = ""] = name.split(".");
  return { name, resource, action, description };
}
