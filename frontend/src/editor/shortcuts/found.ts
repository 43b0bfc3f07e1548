/** What the palette of commands offers for a text. */

import { search } from "~/document/search";
import type { Action } from "../actions";
import { addType } from "../canvas/doing/add";
import type { EditorStores } from "../context";

export type Entry = {
  readonly id: string;
  readonly label: string;
  readonly detail?: string;
  readonly keys?: string;
  readonly run: () => void;
};
export type EntryGroup = { readonly label: string; readonly entries: readonly Entry[] };

const MOST = 12;

/** Actions first; nodes and node types only when something is typed. */
export function found(stores: EditorStores, actions: readonly Action[], text: string): readonly EntryGroup[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const groups = [
    { label: "Commands", entries: doable(stores, actions, words) },
    { label: "Go to node", entries: nodesFound(stores, text) },
    { label: "Add node", entries: typesFound(stores, words) },
  ];
  return groups.filter(({ entries }) => entries.length > 0);
}

function doable(
  stores: EditorStores,
  actions: readonly Action[],
  words: readonly string[],
): readonly Entry[] {
  return actions
    .filter(({ id, label, isEnabled }) => {
      return id !== "commands" && hasAll(label, words) && (isEnabled?.(stores) ?? true);
    })
    .slice(0, words.length === 0 ? 60 : MOST)
    .map(({ id, label, keys, run }) => {
      return {
        id: `action ${id}`,
        label,
        ...(keys?.[0] !== undefined && { keys: keys[0] }),
        run: () => run(stores),
      };
    });
}

function nodesFound({ editor }: EditorStores, text: string): readonly Entry[] {
  const { document, catalogue, goTo } = editor.getState();
  return search(document, catalogue, text)
    .filter(({ kind }) => kind === "node")
    .slice(0, MOST)
    .map(({ id, title, detail }) => ({ id: `node ${id}`, label: title, detail, run: () => goTo(id) }));
}

function typesFound(stores: EditorStores, words: readonly string[]): readonly Entry[] {
  const { catalogue, canEdit } = stores.editor.getState();
  if (words.length === 0 || !canEdit) return [];
  return catalogue.items
    .filter((type) => hasAll(`add ${type.label} ${type.type} ${type.purpose}`, words))
    .sort((one, other) => Number(hasAll(other.label, words)) - Number(hasAll(one.label, words)))
    .slice(0, MOST)
    .map(({ type, label, purpose }) => {
      return { id: `type ${type}`, label: `Add ${label}`, detail: purpose, run: () => addType(stores, type) };
    });
}

function hasAll(text: string, words: readonly string[]): boolean {
  const lower = text.toLowerCase();
  return words.every((word) => lower.includes(word));
}
