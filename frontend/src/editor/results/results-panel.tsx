/** What the selected node got and gave in the execution that is shown. */
export function ResultsPanel() {
  return null;
}
