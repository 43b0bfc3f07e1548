/** The time zones that browsers know: one's own first. */

export function ownTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** All names, `UTC` among them, and what is set even if it is none. */
export function timeZones(current: string): readonly string[] {
  const names = new Set([ownTimeZone(), "UTC", ...Intl.supportedValuesOf("timeZone")]);
  if (current !== "") names.add(current);
  return [...names];
}

export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
