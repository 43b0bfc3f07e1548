import { useBlocker } from "@tanstack/react-router";
import { confirm } from "~/ui/confirm";

/** Asks who leaves while something is not saved. */
export function useRolesGuard(isDirty: boolean): void {
  useBlocker({
    shouldBlockFn: ({ current, next }) => (current.pathname === next.pathname ? false : asksToStay()),
    enableBeforeUnload: isDirty,
    disabled: !isDirty,
  });
}

function asksToStay(): Promise<boolean> {
  return new Promise((resolve) =>
    confirm({
      title: "Leave without saving?",
      children: "What you changed in the roles is lost.",
      action: "Leave",
      onConfirm: () => resolve(false),
      onClose: () => resolve(true),
    }),
  );
}
