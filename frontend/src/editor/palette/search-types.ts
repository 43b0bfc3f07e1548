/** Finding node types by their label, what they are for, their type and their group. */

import type { NodeType } from "~/document/catalogue";

/** The types that have all words of the text, those that are called so first. All of them for no text. */
export function searchTypes(types: readonly NodeType[], text: string): readonly NodeType[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return types;
  const found = types.flatMap((type) => {
    const rank = rankOf(type, words);
    return rank === null ? [] : [{ type, rank }];
  });
  return found.sort((one, other) => one.rank - other.rank).map(({ type }) => type);
}

function rankOf(type: NodeType, words: readonly string[]): number | null {
  const label = type.label.toLowerCase();
  if (label.startsWith(words.join(" "))) return 0;
  const texts = [
    label,
    `${label} ${type.type} ${type.group}`,
    `${label} ${type.type} ${type.group} ${type.purpose}`,
  ];
  const rank = texts.findIndex((text) => words.every((word) => text.toLowerCase().includes(word)));
  return rank < 0 ? null : rank + 1;
}
