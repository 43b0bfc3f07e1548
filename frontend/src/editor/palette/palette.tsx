/** Node types to choose from, in groups, with search. */
export function Palette() {
  return null;
}
