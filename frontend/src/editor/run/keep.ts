/** Pinned outputs and the input of executions by hand, kept in the browser for each workflow and person. */

import { get, set } from "idb-keyval";
import { isObject } from "~/document/commands/values";
import type { Json } from "~/document/types";

export type Kept = { readonly pinned: Readonly<Record<string, Json>>; readonly input?: Json };

const SMALL = 100_000;
/** In letters of JSON; what is larger is for this visit only. */
const MOST = 20_000_000;
export const NOTHING: Kept = { pinned: {} };

/** Several people may use one browser; each sees what they have kept themselves. */
export type Place = { readonly workflowId: string; readonly userId: string };

/** What is kept, if it is small; `elsewhere` when it is in the larger and slower store. */
export function readKept(place: Place): Kept | "elsewhere" {
  const text = stored(keyOf(place));
  if (text === null) return NOTHING;
  return text === "elsewhere" ? text : parse(text);
}

export async function readLargeKept(place: Place): Promise<Kept> {
  const text = await large(keyOf(place));
  return text === undefined ? NOTHING : parse(text);
}

/** False when it is too large, or the browser has no room: it is there until the page is left. */
export async function keep(place: Place, kept: Kept): Promise<boolean> {
  const text = JSON.stringify(kept);
  if (text.length > MOST) return false;
  try {
    if (text.length > SMALL) await set(keyOf(place), text);
    localStorage.setItem(keyOf(place), text.length > SMALL ? "elsewhere" : text);
    return true;
  } catch {
    return false;
  }
}

function keyOf({ workflowId, userId }: Place): string {
  return `thaiyyal.run.${userId}.${workflowId}`;
}

/** Browsers that are told to keep nothing refuse the question itself. */
function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

async function large(key: string): Promise<string | undefined> {
  try {
    return await get<string>(key);
  } catch {
    return undefined;
  }
}

function parse(text: string): Kept {
  try {
    const { pinned, input } = JSON.parse(text);
    return { pinned: isObject(pinned) ? pinned : {}, input };
  } catch {
    return NOTHING;
  }
}
