/** Where the browser keeps what is being worked on, so that neither a crash nor a lost connection loses it. */

import { createStore, del, get, set, type UseStore } from "idb-keyval";
import { isList, isObject } from "~/document/commands/values";
import type { History } from "~/document/history";
import { openWithRepairs } from "~/document/open";
import type { Json, JsonObject, WorkflowDocument } from "~/document/types";

/** `etag` and `base`: what the server had when this was begun. `isSaved`: the server has this document. */
export type KeptDraft = {
  readonly etag: string;
  readonly base: string;
  readonly document: WorkflowDocument;
  readonly history: History;
  readonly isSaved: boolean;
  readonly keptAt: string;
};

export type Shelf = {
  readonly read: (key: string) => Promise<KeptDraft | undefined>;
  /** False when there was no room. */
  readonly keep: (key: string, draft: KeptDraft) => Promise<boolean>;
  readonly forget: (key: string) => Promise<void>;
};

let database: UseStore | undefined;

/** The browser's own database. Where there is none, as in some private windows, nothing is kept. */
export const browserShelf: Shelf = {
  read: (key) => quietly(async () => soundDraft(await get<Json>(key, drafts()))),
  keep: (key, draft) =>
    quietly(() => set(key, draft, drafts()).then(() => true)).then((isKept) => isKept ?? false),
  forget: (key) => quietly(() => del(key, drafts())).then(() => undefined),
};

/** One draft for each workflow and person; several people may use one browser. */
export function keyOf(workflowId: string, userId: string): string {
  return `${userId}/${workflowId}`;
}

/** What lies there may be of another version of this program, or damaged; then it is not there. */
export function soundDraft(kept: Json | undefined): KeptDraft | undefined {
  return isObject(kept) && isDraft(kept) && openWithRepairs(kept.document).repairs.length === 0
    ? kept
    : undefined;
}

function isDraft(kept: JsonObject): kept is JsonObject & KeptDraft {
  const { etag, base, keptAt, isSaved, history, document } = kept;
  const areTexts = [etag, base, keptAt].every((text) => typeof text === "string");
  const isHistory = isObject(history) && isSteps(history.past) && isSteps(history.future);
  return (
    areTexts && typeof isSaved === "boolean" && isHistory && isObject(document) && isList(document.nodes)
  );
}

function isSteps(steps: Json | undefined): boolean {
  return (
    isList(steps) &&
    steps.every(
      (step) =>
        isObject(step) && isObject(step.command) && isObject(step.inverse) && typeof step.label === "string",
    )
  );
}

function drafts(): UseStore {
  database ??= createStore("thaiyyal-drafts", "drafts");
  return database;
}

async function quietly<T>(act: () => Promise<T>): Promise<T | undefined> {
  try {
    return await act();
  } catch {
    return undefined;
  }
}
