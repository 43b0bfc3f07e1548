import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";

const LONG_MS = 10_000;

/** Say that something was done, and how to take it back. */
export function notifyUndo(message: string, onUndo: () => void): void {
  const id = notifications.show({
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{message}</Text>
        <Button
          size="compact-sm"
          variant="light"
          onClick={() => {
            notifications.hide(id);
            onUndo();
          }}
        >
          Undo
        </Button>
      </Group>
    ),
    color: "teal",
    withBorder: true,
    autoClose: LONG_MS,
  });
}
