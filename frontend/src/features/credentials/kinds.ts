/** What kinds of credentials say of their fields. Pure. */

import type { Credential, CredentialKind, KindField } from "~/api/shapes";
import type { Json, JsonObject } from "~/document/types";

export type Grouped = { readonly own: readonly KindField[]; readonly more: readonly KindField[] };

/** Fields that most kinds have are about requests in general, and stand apart from what a kind is for. */
export function groupedFields(kind: CredentialKind, kinds: readonly CredentialKind[]): Grouped {
  const counts = new Map<string, number>();
  for (const { name } of kinds.flatMap((each) => each.fields)) counts.set(name, (counts.get(name) ?? 0) + 1);
  const isShared = ({ name, is_required, is_secret }: KindField) =>
    !is_required && !is_secret && kinds.length > 2 && (counts.get(name) ?? 0) > kinds.length / 2;
  const more = kind.fields.filter(isShared);
  return more.length === kind.fields.length
    ? { own: more, more: [] }
    : { own: kind.fields.filter((field) => !isShared(field)), more };
}

export function labelOf(kinds: readonly CredentialKind[], name: string): string {
  return kinds.find((each) => each.name === name)?.label ?? name;
}

/** Whether a person has to consent at the service. */
export function needsConsent(kind: CredentialKind | undefined): boolean {
  return kind?.grant === "authorization_code";
}

/** Whether there is something to send a test to that needs no address. */
export function isWithoutAddress(kind: CredentialKind | undefined): boolean {
  return kind?.fields.every(({ name }) => name !== "test_url") ?? false;
}

export function isSet(credential: Credential | undefined, field: string): boolean {
  return credential?.secrets[field]?.is_set ?? false;
}

/** The values that are no secrets, as the form begins with them. */
export function valuesOf(credential: Credential | undefined): JsonObject {
  return credential === undefined ? {} : JSON.parse(JSON.stringify(credential.fields));
}

export function textOf(value: Json | undefined): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
