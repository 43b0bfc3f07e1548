import type { AuditEntry } from "~/api/shapes";

/** Who acted, in words. */
export function actorText(
  { actor_kind, user_id }: Pick<AuditEntry, "actor_kind" | "user_id">,
  nameOf: (userId: string) => string,
): string {
  if (actor_kind === "system") return "The program";
  if (user_id === null) return "Somebody not signed in";
  return actor_kind === "api_key" ? `${nameOf(user_id)}, by API key` : nameOf(user_id);
}
