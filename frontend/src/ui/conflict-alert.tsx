import { Alert, Button, Group, Text } from "@mantine/core";
import { IconArrowsDiff } from "@tabler/icons-react";

export type ConflictAlertProps = { onTakeTheirs: () => void; onSaveMine: () => void; isSaving: boolean };

/** Somebody saved first: whose change is to stay is for the user to say. */
export function ConflictAlert({ onTakeTheirs, onSaveMine, isSaving }: ConflictAlertProps) {
  return (
    <Alert
      color="orange"
      role="alert"
      icon={<IconArrowsDiff aria-hidden />}
      title="Somebody else changed this in the meantime"
    >
      <Text size="sm">Nothing was saved. What you typed is still here.</Text>
      <Group mt="sm" gap="sm">
        <Button size="xs" variant="default" onClick={onTakeTheirs}>
          Show what is there now
        </Button>
        <Button size="xs" color="orange" variant="light" loading={isSaving} onClick={onSaveMine}>
          Save mine over it
        </Button>
      </Group>
    </Alert>
  );
}
