/** Pinned outputs and the input of executions by hand, kept in the browser for each workflow. */

import { get, set } from "idb-keyval";
import type { Json } from "~/document/types";

export type Kept = { readonly pinned: Readonly<Record<string, Json>>; readonly input?: Json };

const SMALL = 100_000;
/** In letters of JSON; what is larger is for this visit only. */
const MOST = 20_000_000;
const NOTHING: Kept = { pinned: {} };

/** What is kept, if it is small; `elsewhere` when it is in the larger and slower store. */
export function readKept(workflowId: string): Kept | "elsewhere" {
  const text = localStorage.getItem(keyOf(workflowId));
  if (text === null) return NOTHING;
  return text === "elsewhere" ? text : parse(text);
}

export async function readLargeKept(workflowId: string): Promise<Kept> {
  const text = await get<string>(keyOf(workflowId)).catch(() => undefined);
  return text === undefined ? NOTHING : parse(text);
}

/** False when it is too large, or the browser has no room: it is there until the page is left. */
export async function keep(workflowId: string, kept: Kept): Promise<boolean> {
  const text = JSON.stringify(kept);
  if (text.length > MOST) return false;
  try {
    if (text.length > SMALL) await set(keyOf(workflowId), text);
    localStorage.setItem(keyOf(workflowId), text.length > SMALL ? "elsewhere" : text);
    return true;
  } catch {
    return false;
  }
}

function keyOf(workflowId: string): string {
  return `thaiyyal.run.${workflowId}`;
}

function parse(text: string): Kept {
  try {
    const { pinned, input } = JSON.parse(text);
    return { pinned: pinned !== null && typeof pinned === "object" ? pinned : {}, input };
  } catch {
    return NOTHING;
  }
}
