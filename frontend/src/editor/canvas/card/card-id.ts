/** The id of a card in the page. */
export function cardId(node: string): string {
  return `node-${node}`;
}
