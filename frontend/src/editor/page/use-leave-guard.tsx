import { Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { useBlocker } from "@tanstack/react-router";
import { readFilters } from "~/lib/filters";
import { hasUnread } from "../inspector/form/drafts";
import { isSavedSoon } from "./saved-soon";
import type { EditorSession } from "./session";

const NOT_SAVED =
  "The latest changes could not be saved. They are kept in this browser and come back when you open the workflow here again.";
const NOT_READ =
  "A field holds a text that is not valid yet. It is not part of the workflow, and is lost when you leave.";

type Place = { readonly pathname: string; readonly search: Record<string, unknown> };

/** Holds back who leaves with something that could not be saved; what can be is saved on the way. */
export function useLeaveGuard({ saver, stores }: EditorSession): void {
  useBlocker({
    shouldBlockFn: async ({ current, next }) => {
      if (saver === null || isSameDocument(current, next)) return false;
      if (!(await isSavedSoon(saver))) return !(await asksToLeave(NOT_SAVED));
      return hasUnread(stores) && !(await asksToLeave(NOT_READ));
    },
    enableBeforeUnload: () => {
      if (!saver?.hasUnsaved()) return hasUnread(stores);
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

function asksToLeave(why: string): Promise<boolean> {
  return new Promise((resolve) => {
    modals.openConfirmModal({
      title: "Leave with unsaved changes?",
      children: <Text size="sm">{why}</Text>,
      labels: { confirm: "Leave", cancel: "Stay" },
      confirmProps: { color: "red" },
      onConfirm: () => resolve(true),
      onClose: () => resolve(false),
    });
  });
}
