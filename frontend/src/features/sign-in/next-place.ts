/** Where to go after signing in: a place of this application, or else the start. Never another site. */
export function nextPlace(wanted: string | undefined): string {
  return wanted && /^\/(?![/\\])/.test(wanted) && !wanted.startsWith("/sign-in") ? wanted : "/";
}
