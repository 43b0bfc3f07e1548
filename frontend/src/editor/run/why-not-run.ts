import { useRun } from "../context";
import { useRunDetails } from "./details";
import { isLive } from "./standing";

/** Why nothing can be started at the moment; undefined when it can. */
export function useWhyNotRun(): string | undefined {
  const isBusy = useRun((state) => state.isStarting || isLive(state.execution));
  const notAllowed = useWhyNever();
  if (notAllowed !== undefined) return notAllowed;
  return isBusy ? "An execution is live. Wait for its end, or stop it." : undefined;
}

/** Why nothing can be started on this page at all; undefined when it can. */
export function useWhyNever(): string | undefined {
  const canExecute = useRunDetails((details) => details.canExecute);
  const isDraftNeeded = useRunDetails((details) => details.isDraftNeeded);
  if (isDraftNeeded) return "You look at a published version. Go back to the draft to run it.";
  return canExecute ? undefined : "Your roles do not allow to execute this workflow.";
}
