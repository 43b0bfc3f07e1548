/** A credential as somebody fills it in, and what of it is sent. Pure. */

import type { CredentialChange, NewCredential } from "~/api/queries/credentials";
import type { Credential, CredentialKind } from "~/api/shapes";
import type { Json, JsonObject } from "~/document/types";
import { isSet, valuesOf } from "../kinds";

/** `fields`: what was given. A secret that is set and not in it stays unchanged; null takes a field away. */
export type CredentialDraft = {
  readonly name: string;
  readonly kind: string;
  readonly fields: Readonly<Record<string, Json | undefined>>;
  readonly hosts: readonly string[];
  readonly workflows: readonly string[];
  readonly isForAll: boolean;
};

export function draftOf(credential: Credential | undefined, kind: string): CredentialDraft {
  return {
    name: credential?.name ?? "",
    kind: credential?.kind ?? kind,
    fields: valuesOf(credential),
    hosts: credential?.hosts ?? [],
    workflows: credential?.workflow_ids ?? [],
    isForAll: credential?.is_for_all_workflows ?? false,
  };
}

/** What is lacking, by the name of the field. */
export function lackingIn(
  draft: CredentialDraft,
  kind: CredentialKind,
  before: Credential | undefined,
): ReadonlyMap<string, string> {
  const lacking = new Map<string, string>();
  if (draft.name.trim() === "") lacking.set("name", "A credential needs a name.");
  for (const { name, label, is_required, is_secret, default: usual } of kind.fields) {
    const isKept = is_secret && isSet(before, name) && draft.fields[name] === undefined;
    if (is_required && !isKept && isEmpty(draft.fields[name]) && (usual ?? null) === null)
      lacking.set(`fields/${name}`, `${label} is needed.`);
  }
  return lacking;
}

export function newOf(draft: CredentialDraft): NewCredential {
  return {
    name: draft.name.trim(),
    kind: draft.kind,
    fields: given(draft.fields),
    ...(draft.hosts.length > 0 && { hosts: [...draft.hosts] }),
    ...(draft.isForAll ? { is_for_all_workflows: true } : { workflow_ids: [...draft.workflows] }),
  };
}

/** Only what differs; a text that was emptied takes its field away. */
export function changeOf(draft: CredentialDraft, before: Credential): CredentialChange {
  const fields = changedFields(draft, before);
  return {
    ...(draft.name.trim() !== before.name && { name: draft.name.trim() }),
    ...(Object.keys(fields).length > 0 && { fields }),
    ...(!isSame(draft.hosts, before.hosts) && { hosts: [...draft.hosts] }),
    ...(!isSame(draft.workflows, before.workflow_ids) && { workflow_ids: [...draft.workflows] }),
    ...(draft.isForAll !== before.is_for_all_workflows && { is_for_all_workflows: draft.isForAll }),
  };
}

/** Whether nothing would be sent that differs from what is there. */
export function isUnchanged(change: CredentialChange): boolean {
  return Object.keys(change).length === 0;
}

function changedFields(draft: CredentialDraft, before: Credential): JsonObject {
  const old = valuesOf(before);
  const changed: Record<string, Json> = {};
  for (const [name, value] of Object.entries(draft.fields)) {
    const isEmptied = isEmpty(value);
    if (isEmptied && (name in old || (value === null && isSet(before, name)))) changed[name] = null;
    if (!isEmptied && value !== undefined && !isSame(value, old[name])) changed[name] = value;
  }
  for (const name of Object.keys(old)) if (!(name in draft.fields)) changed[name] = null;
  return changed;
}

function given(fields: CredentialDraft["fields"]): JsonObject {
  const filled: Record<string, Json> = {};
  for (const [name, value] of Object.entries(fields))
    if (value !== undefined && !isEmpty(value)) filled[name] = value;
  return filled;
}

function isEmpty(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
