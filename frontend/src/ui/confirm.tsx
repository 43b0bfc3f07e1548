import { Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import type { ReactNode } from "react";

export type Question = {
  title: string;
  children: ReactNode;
  action: string;
  onConfirm: () => void;
  /** However it is closed, also after a yes. */
  onClose?: () => void;
};

/** Ask before something that cannot be undone. */
export function confirm({ title, children, action, onConfirm, onClose }: Question): void {
  modals.openConfirmModal({
    title,
    children: (
      <Text size="sm" component="div">
        {children}
      </Text>
    ),
    labels: { confirm: action, cancel: "Cancel" },
    confirmProps: { color: "red" },
    onConfirm,
    ...(onClose && { onClose }),
  });
}
