/** The two ends of a comparison, as the address says them: `3..draft`. */

import type { End } from "~/api/queries/versions";

export type Ends = { readonly before: End; readonly after: End };

const END = /^(?:[1-9]\d{0,9}|draft|latest)$/;

/** `latest`: the number that the word stands for. */
export function endsOf(text: string | undefined, latest: number | null): Ends | null {
  const [before = "", after = "", ...more] = text?.split("..") ?? [];
  if (more.length > 0 || !END.test(before) || !END.test(after)) return null;
  const number = (end: End) => (end === "latest" ? String(latest ?? "draft") : end);
  return { before: number(before), after: number(after) };
}

export function nameOf(end: End): string {
  return end === "draft" ? "Draft" : `Version ${end}`;
}
