/** The latest executions of the workflow; choosing one shows it on the canvas. */
export function ExecutionHistory() {
  return null;
}
