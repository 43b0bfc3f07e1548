import type { Execution } from "~/api/queries/executions";

/** The execution that was asked for says nothing of the workflow that is open. */
export class OfAnotherWorkflow extends Error {
  readonly execution: Execution;

  constructor(execution: Execution) {
    super("This execution is of another workflow.");
    this.execution = execution;
  }
}
