/** The graph: nodes and edges to draw, connect and move. */
export function Canvas() {
  return null;
}
