/** What follows `#token=` in the link of an invitation, a first set-up or a new password. Not sent to any server log. */
export function linkToken(hash: string): string | undefined {
  return new URLSearchParams(hash.replace(/^#/, "")).get("token") ?? undefined;
}
