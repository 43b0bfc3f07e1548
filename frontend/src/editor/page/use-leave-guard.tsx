import { Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { useBlocker } from "@tanstack/react-router";
import { readFilters } from "~/lib/filters";
import { isSavedSoon } from "./saved-soon";
import type { EditorSession } from "./session";

type Place = { readonly pathname: string; readonly search: Record<string, unknown> };

/** Holds back who leaves with something that could not be saved; what can be is saved on the way. */
export function useLeaveGuard({ saver }: EditorSession): void {
  useBlocker({
    shouldBlockFn: async ({ current, next }) => {
      if (saver === null || isSameDocument(current, next) || (await isSavedSoon(saver))) return false;
      return !(await asksToLeave());
    },
    enableBeforeUnload: () => {
      if (!saver?.hasUnsaved()) return false;
      void saver.saveNow().catch(() => undefined);
      return true;
    },
    disabled: saver === null,
  });
}

/** Another version is another document to be edited, at the same address but for its search. */
function isSameDocument(current: Place, next: Place): boolean {
  const isVersionKept = readFilters(current.search).version === readFilters(next.search).version;
  return current.pathname === next.pathname && isVersionKept;
}

function asksToLeave(): Promise<boolean> {
  return new Promise((resolve) => {
    modals.openConfirmModal({
      title: "Leave with unsaved changes?",
      children: (
        <Text size="sm">
          The latest changes could not be saved. They are kept in this browser and come back when you open the
          workflow here again.
        </Text>
      ),
      labels: { confirm: "Leave", cancel: "Stay" },
      confirmProps: { color: "red" },
      onConfirm: () => resolve(true),
      onClose: () => resolve(false),
    });
  });
}
