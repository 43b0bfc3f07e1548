/** Which credentials are shown, as the address says it. Pure. */

import type { Credential } from "~/api/shapes";
import type { Filters } from "~/lib/filters";

/** By words of the name or a host, by kind, or only those that need something. By name. */
export function shownCredentials(all: readonly Credential[], address: Filters): readonly Credential[] {
  const words = (address.q ?? "").trim().toLowerCase();
  return all
    .filter(({ name, hosts }) => [name, ...hosts].some((text) => text.toLowerCase().includes(words)))
    .filter(({ kind }) => !address.kind || kind === address.kind)
    .toSorted((one, other) => one.name.localeCompare(other.name));
}

export function isFiltered({ q, kind }: Filters): boolean {
  return Boolean(q) || Boolean(kind);
}
