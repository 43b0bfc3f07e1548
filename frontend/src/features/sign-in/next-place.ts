const HERE = "https://here.invalid";

/**
 * Where to go after signing in: a place of this application, or else the start. Never another site: the address is read
 * as a browser reads it, which drops tabs and line ends, takes `\` for `/`, and resolves dots.
 */
export function nextPlace(wanted: string | undefined): string {
  if (!wanted?.startsWith("/") || hasOddSigns(wanted) || !URL.canParse(wanted, HERE)) return "/";
  const { origin, pathname, search, hash } = new URL(wanted, HERE);
  const isHere = origin === HERE && !pathname.startsWith("//");
  return isHere && pathname !== "/sign-in" ? `${pathname}${search}${hash}` : "/";
}

function hasOddSigns(text: string): boolean {
  return /[\\\s\p{Cc}]/u.test(text);
}
