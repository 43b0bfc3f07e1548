/**
 * What is kept while the page is being left. The browser's database is too slow for that: a write that has not ended
 * when the page is gone is undone. Its small storage writes at once, but has little room.
 */

import type { Json } from "~/document/types";

/** In letters of JSON; the storage of a site has room for five million. */
const MOST = 1_000_000;

export function keepOnLeaving(key: string, draft: Json | object): void {
  const text = JSON.stringify(draft);
  if (text.length > MOST) return;
  try {
    localStorage.setItem(nameOf(key), text);
  } catch {
    // Without room, what the database has is all there is.
  }
}

/** What was kept last, as it was found: it may be damaged. */
export function keptOnLeaving(key: string): Json | undefined {
  try {
    return JSON.parse(localStorage.getItem(nameOf(key)) ?? "null");
  } catch {
    return undefined;
  }
}

export function forgetLeaving(key: string): void {
  try {
    localStorage.removeItem(nameOf(key));
  } catch {
    // Browsers that are told to keep nothing refuse the question itself.
  }
}

function nameOf(key: string): string {
  return `thaiyyal.leaving.${key}`;
}
