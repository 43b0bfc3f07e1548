import { Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { useBlocker } from "@tanstack/react-router";
import type { Saver } from "../saving/saver";
import type { EditorSession } from "./session";

const WAIT_MS = 3000;

/** Holds back who leaves with something that could not be saved; what can be is saved on the way. */
export function useLeaveGuard({ saver }: EditorSession): void {
  useBlocker({
    shouldBlockFn: async ({ current, next }) => {
      if (saver === null || current.pathname === next.pathname || (await isSavedSoon(saver))) return false;
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

async function isSavedSoon(saver: Saver): Promise<boolean> {
  if (!saver.hasUnsaved()) return true;
  const enough = new Promise<void>((resolve) => setTimeout(resolve, WAIT_MS));
  await Promise.race([saver.saveNow().catch(() => undefined), enough]);
  return !saver.hasUnsaved();
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
