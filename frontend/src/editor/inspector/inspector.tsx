/** The form of the selected node; of the workflow when nothing is selected. */
export function Inspector() {
  return null;
}
