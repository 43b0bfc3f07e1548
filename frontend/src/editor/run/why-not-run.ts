import { useRun } from "../context";
import { useRunDetails } from "./details";
import { isLive } from "./standing";

/** Why nothing can be started at the moment; undefined when it can. */
export function useWhyNotRun(): string | undefined {
  const canExecute = useRunDetails((details) => details.canExecute);
  const isBusy = useRun((state) => state.isStarting || isLive(state.execution));
  if (!canExecute) return "Your roles do not allow to execute this workflow.";
  return isBusy ? "An execution is live. Wait for its end, or stop it." : undefined;
}
