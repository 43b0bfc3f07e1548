/** Accounts, tenants, keys and limits as the server shows them. */

import type { ApiKey, Figures, Me, OutboundRules, Tenant, UsageEntry } from "~/api/shapes";

const AT = "2026-03-02T09:00:00.000Z";

export function aMe(changed: Partial<Me> = {}): Me {
  return {
    id: "user-1",
    email: "ada@example.com",
    name: "Ada",
    email_verified: true,
    created_at: AT,
    last_sign_in_at: AT,
    has_password: true,
    has_second_factor: false,
    recovery_codes_left: 0,
    is_platform_owner: false,
    tenant: null,
    permissions: [],
    session_id: "session-1",
    api_key_id: null,
    ...changed,
  };
}

export function anApiKey(changed: Partial<ApiKey> = {}): ApiKey {
  return {
    id: "key-1",
    name: "Nightly import",
    hint: "thk_1a2b",
    scopes: ["workflows.read"],
    state: "active",
    user_id: "user-1",
    user_email: "ada@example.com",
    created_at: AT,
    expires_at: "2026-06-02T09:00:00.000Z",
    last_used_at: null,
    revoked_at: null,
    ...changed,
  };
}

export function aTenant(changed: Partial<Tenant> = {}): Tenant {
  return {
    id: "tenant-1",
    slug: "acme",
    name: "Acme",
    plan: "standard",
    status: "active",
    settings: {
      audit_retention_days: null,
      executions_retention_days: 90,
      executions_retention_count: null,
      deleted_workflows_retention_days: null,
    },
    created_at: AT,
    updated_at: AT,
    ...changed,
  };
}

export function theRules(changed: Partial<OutboundRules> = {}): OutboundRules {
  return {
    allow_domains: [],
    deny_domains: [],
    allow_networks: [],
    deny_networks: [],
    updated_at: null,
    ...changed,
  };
}

export function aLimit(changed: Partial<UsageEntry> = {}): UsageEntry {
  return {
    metric: "executions",
    used: 10,
    limit: 1_000,
    share: 0.01,
    state: "ok",
    resets_at: null,
    ...changed,
  };
}

export function someFigures(changed: Partial<Figures> = {}): Figures {
  const none = { queued: 0, running: 0, waiting: 0, succeeded: 0, failed: 0, cancelled: 0 };
  return {
    at: AT,
    workflows: 3,
    members: 2,
    executions_today: { ...none, succeeded: 2 },
    executions_this_month: { ...none, running: 1, succeeded: 9, failed: 1, cancelled: 4 },
    success_rate: 0.9,
    durations: { average_ms: 300, p50_ms: 120, p95_ms: 2_400, sample: 14 },
    usage: [],
    ...changed,
  };
}

/** With the revision that a change has to name. */
export function revised(body: object, etag: string): Response {
  return Response.json(body, { headers: { etag } });
}
