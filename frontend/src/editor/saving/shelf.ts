/** Where the browser keeps what is being worked on, so that neither a crash nor a lost connection loses it. */

import { createStore, del, get, set, type UseStore } from "idb-keyval";
import type { History } from "~/document/history";
import type { WorkflowDocument } from "~/document/types";

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
  readonly keep: (key: string, draft: KeptDraft) => Promise<void>;
  readonly forget: (key: string) => Promise<void>;
};

let database: UseStore | undefined;

/** The browser's own database. Where there is none, as in some private windows, nothing is kept. */
export const browserShelf: Shelf = {
  read: (key) => quietly(() => get<KeptDraft>(key, drafts())),
  keep: (key, draft) => quietly(() => set(key, draft, drafts())).then(() => undefined),
  forget: (key) => quietly(() => del(key, drafts())).then(() => undefined),
};

/** One draft for each workflow and person; several people may use one browser. */
export function keyOf(workflowId: string, userId: string): string {
  return `${userId}/${workflowId}`;
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
