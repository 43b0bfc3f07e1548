/** The two ends of a comparison, as the address says them: `3..draft`. */

import type { End } from "~/api/queries/versions";

export type Ends = { readonly before: End; readonly after: End };

const END = /^(?:[1-9]\d{0,9}|draft|latest)$/;

export function endsOf(text: string | undefined): Ends | null {
  const [before = "", after = "", ...more] = text?.split("..") ?? [];
  return more.length === 0 && END.test(before) && END.test(after) ? { before, after } : null;
}

export function nameOf(end: End): string {
  if (end === "draft") return "Draft";
  return end === "latest" ? "Latest version" : `Version ${end}`;
}
