/** Where the browser keeps what is being worked on, so that neither a crash nor a lost connection loses it. */

import { createStore, get, set, type UseStore } from "idb-keyval";
import { isList, isObject } from "~/document/commands/values";
import { type History, historyFromJson } from "~/document/history";
import { openWithRepairs } from "~/document/open";
import type { Json, JsonObject, WorkflowDocument } from "~/document/types";
import { forgetLeaving, keepOnLeaving, keptOnLeaving } from "./leaving";

/**
 * `etag` and `base`: what the server had when this was begun. `sent`: fingerprints of what was sent to it since and may
 * have arrived. `isSaved`: the server has this document.
 */
export type KeptDraft = {
  readonly etag: string;
  readonly base: string;
  readonly sent: readonly string[];
  readonly document: WorkflowDocument;
  readonly history: History;
  readonly isSaved: boolean;
  readonly keptAt: string;
};

export type Shelf = {
  readonly read: (key: string) => Promise<KeptDraft | undefined>;
  /** False when there was no room. */
  readonly keep: (key: string, draft: KeptDraft) => Promise<boolean>;
  /** For a page that is being left: done before it returns, unless it is too large. */
  readonly keepAtOnce: (key: string, draft: KeptDraft) => void;
};

/** The database of a browser may wait for ever, as for another tab. */
const PATIENCE_MS = 10_000;

let database: UseStore | undefined;

/** The browser's own database. Where there is none, as in some private windows, nothing is kept. */
export const browserShelf: Shelf = {
  read: async (key) =>
    newest(soundDraft(await quietly(() => get<Json>(key, drafts()))), soundDraft(keptOnLeaving(key))),
  keep: async (key, draft) => {
    const isKept = await quietly(() => set(key, draft, drafts()).then(() => true));
    if (isKept) forgetLeaving(key);
    return isKept ?? false;
  },
  keepAtOnce: keepOnLeaving,
};

/** One draft for each workflow and person; several people may use one browser. */
export function keyOf(workflowId: string, userId: string): string {
  return `${userId}/${workflowId}`;
}

/** What lies there may be of another version of this program, or damaged; then it is not there. */
export function soundDraft(kept: Json | undefined): KeptDraft | undefined {
  if (!isObject(kept) || !isDraft(kept) || !isJson(kept.document)) return undefined;
  const { document, repairs } = openWithRepairs(kept.document);
  return repairs.length === 0
    ? { ...kept, document, history: historyFromJson({ ...kept.history }) }
    : undefined;
}

/** The database also holds what JSON has no words for, such as cycles. */
function isJson(value: Json): boolean {
  try {
    return JSON.stringify(value) !== undefined;
  } catch {
    return false;
  }
}

function newest(one: KeptDraft | undefined, other: KeptDraft | undefined): KeptDraft | undefined {
  if (!one || !other) return one ?? other;
  return one.keptAt < other.keptAt ? other : one;
}

function isDraft(kept: JsonObject): kept is JsonObject & KeptDraft {
  const { etag, base, sent, keptAt, isSaved, document } = kept;
  const texts = [etag, base, keptAt, ...(isList(sent) ? sent : [null])];
  const areTexts = texts.every((text) => typeof text === "string");
  return areTexts && typeof isSaved === "boolean" && isObject(document) && isList(document.nodes);
}

function drafts(): UseStore {
  database ??= createStore("thaiyyal-drafts", "drafts");
  return database;
}

/** A database that refuses, or does not answer, is not there. */
async function quietly<T>(act: () => Promise<T>): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), PATIENCE_MS);
  });
  try {
    return await Promise.race([act(), silence]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
