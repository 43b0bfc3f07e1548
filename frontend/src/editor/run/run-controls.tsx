import { Group } from "@mantine/core";
import { ExecutionStatus } from "./execution-status";
import { InputButton } from "./input-button";
import { OfferedExecution } from "./offered-execution";
import { RunButton } from "./run-button";
import { useFirstInput } from "./use-first-input";
import { useShownExecution } from "./use-shown-execution";

/** Execute, stop, and the input to execute with. */
export function RunControls() {
  useShownExecution();
  useFirstInput();
  return (
    <Group gap="xs" wrap="nowrap" component="section" aria-label="Run">
      <OfferedExecution />
      <ExecutionStatus />
      <InputButton />
      <RunButton />
    </Group>
  );
}
