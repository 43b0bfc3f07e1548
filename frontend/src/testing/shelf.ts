/** A shelf in memory, with what lies on it. */

import type { KeptDraft, Shelf } from "~/editor/saving/shelf";

export type MemoryShelf = Shelf & { readonly drafts: Map<string, KeptDraft> };

export function memoryShelf(drafts = new Map<string, KeptDraft>()): MemoryShelf {
  return {
    drafts,
    read: async (key) => drafts.get(key),
    keep: async (key, draft) => drafts.set(key, structuredClone(draft)).has(key),
    keepAtOnce: (key, draft) => void drafts.set(key, structuredClone(draft)),
  };
}
