/**
 * Where somebody was before they went to a provider, and in which tenant. Providers lead back to the start page only.
 * It is kept in this tab, and for as long as signing in takes.
 */

import { nextPlace } from "./next-place";

export type Way = { readonly href: string; readonly tenantId?: string | undefined };

const KEY = "thaiyyal.way-back";
const LONGEST_MS = 15 * 60_000;

export function keepWayBack(way: Way): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ ...way, at: Date.now() }));
  } catch {
    // Where nothing can be kept, one comes back to the start page.
  }
}

/** The way back, once. What stands there is read with care: it may be damaged. */
export function takeWayBack(): Way | undefined {
  try {
    const { href, tenantId, at } = JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
    sessionStorage.removeItem(KEY);
    if (typeof href !== "string" || !(Date.now() - at < LONGEST_MS)) return undefined;
    return { href: nextPlace(href), tenantId: typeof tenantId === "string" ? tenantId : undefined };
  } catch {
    return undefined;
  }
}
