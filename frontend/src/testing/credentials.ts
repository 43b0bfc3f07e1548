/** Credentials and their kinds as the server tells them. */

import type { Credential, CredentialKind, KindField } from "~/api/shapes";

export function aCredential(changed: Partial<Credential> = {}): Credential {
  return {
    id: "credential-1",
    name: "Shop",
    kind: "basic",
    owner: { id: "user-1", name: "Ada" },
    fields: { username: "robot" },
    secrets: { password: { is_set: true } },
    hosts: ["api.example.org"],
    workflow_ids: ["workflow-1"],
    is_for_all_workflows: false,
    is_authorized: true,
    may_change: true,
    created_at: "2026-03-02T09:00:00.000Z",
    updated_at: "2026-03-02T09:00:00.000Z",
    used_at: null,
    ...changed,
  };
}

export function aField(changed: Partial<KindField> = {}): KindField {
  return {
    name: "username",
    label: "User name",
    help: "",
    format: "line",
    is_secret: false,
    is_required: false,
    is_place: false,
    default: null,
    choices: [],
    ...changed,
  };
}

export function aKind(changed: Partial<CredentialKind> = {}): CredentialKind {
  return {
    name: "basic",
    label: "User name and password",
    help: "Sent as HTTP Basic authentication.",
    grant: null,
    fields: [
      aField(),
      aField({ name: "password", label: "Password", is_secret: true, is_required: true }),
      aField({ name: "test_url", label: "Test address", format: "url" }),
    ],
    ...changed,
  };
}
