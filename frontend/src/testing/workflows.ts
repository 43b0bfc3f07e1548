/** Workflows, versions and people as the server lists them. */

import type { Member, Role, VersionItem, WorkflowDetail, WorkflowItem } from "~/api/shapes";
import type { Json } from "~/document/types";

const ADA = { id: "user-1", name: "Ada" };

export function aWorkflow(changed: Partial<WorkflowItem> = {}): WorkflowItem {
  return {
    id: "workflow-1",
    name: "Orders",
    description: "Sorts orders by value.",
    tags: ["shop"],
    owner: ADA,
    visibility: "tenant",
    version: 2,
    has_draft: false,
    created_at: "2026-03-02T09:00:00.000Z",
    updated_at: "2026-03-02T10:00:00.000Z",
    updated_by: ADA.id,
    deleted_at: null,
    permissions: [
      "workflows.read",
      "workflows.update",
      "workflows.delete",
      "workflows.execute",
      "workflows.share",
      "executions.read",
      "executions.cancel",
    ],
    ...changed,
  };
}

export function aWorkflowDetail(changed: Partial<WorkflowItem> = {}): WorkflowDetail {
  return { ...aWorkflow(changed), document: {} };
}

export function aVersion(changed: Partial<VersionItem> = {}): VersionItem {
  return {
    workflow_id: "workflow-1",
    version: 1,
    note: "",
    rolled_back_from: null,
    content_hash: "0",
    size_bytes: 100,
    created_at: "2026-03-02T09:00:00.000Z",
    created_by: ADA,
    ...changed,
  };
}

export function aMember(changed: Partial<Member> = {}): Member {
  return {
    id: "user-2",
    email: "ben@example.com",
    name: "Ben",
    status: "active",
    roles: [],
    joined_at: "2026-03-02T09:00:00.000Z",
    last_sign_in_at: null,
    ...changed,
  };
}

export function aRole(changed: Partial<Role> = {}): Role {
  return {
    id: "role-1",
    name: "viewer",
    description: "",
    is_built_in: true,
    permissions: ["workflows.read", "executions.read"],
    members: 3,
    created_at: "2026-03-02T09:00:00.000Z",
    updated_at: "2026-03-02T09:00:00.000Z",
    ...changed,
  };
}

/** Who is signed in, with what they may do in the tenant. */
export function me(permissions: readonly string[] = ["workflows.create", "workflows.read"]): Json {
  return { id: ADA.id, email: "ada@example.com", name: ADA.name, permissions, tenant: null };
}

/** One page, the last. */
export function page(items: readonly object[], nextCursor: string | null = null): Json {
  return JSON.parse(JSON.stringify({ items, next_cursor: nextCursor }));
}
