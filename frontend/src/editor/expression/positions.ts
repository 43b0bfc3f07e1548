/** Places in texts: the server counts characters, browsers count UTF-16 units. */

/** The place in UTF-16 units of a place in characters. */
export function unitsAt(text: string, characters: number): number {
  let units = 0;
  let left = characters;
  for (const character of text) {
    if (left <= 0) break;
    units += character.length;
    left -= 1;
  }
  return units;
}

/** "line 2, character 5", or only the character where there is one line. Counted from 1. */
export function placeName(text: string, units: number): string {
  const before = text.slice(0, units).split("\n");
  const character = [...(before.at(-1) ?? "")].length + 1;
  return text.includes("\n") ? `line ${before.length}, character ${character}` : `character ${character}`;
}
