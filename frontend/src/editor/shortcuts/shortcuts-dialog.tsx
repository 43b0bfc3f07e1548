import { Group, Kbd, Modal, Stack, Text, Title } from "@mantine/core";
import type { Action } from "../actions";
import { usePageUi } from "../page/session-context";
import { keyNames } from "./keys";
import classes from "./shortcuts-dialog.module.css";

export type ShortcutsDialogProps = { actions: readonly Action[] };

const GROUPS = ["Workflow", "Edit", "Canvas", "Run", "Help"] as const;

/** All shortcuts, by group. */
export function ShortcutsDialog({ actions }: ShortcutsDialogProps) {
  const isOpen = usePageUi((ui) => ui.dialog === "shortcuts");
  const open = usePageUi((ui) => ui.open);
  const withKeys = actions.filter(({ keys }) => keys !== undefined && keys.length > 0);
  return (
    <Modal opened={isOpen} onClose={() => open(null)} title="Keyboard shortcuts" size="xl">
      <div className={classes.groups}>
        {GROUPS.map((group) => (
          <ShortcutGroup key={group} name={group} actions={withKeys.filter((each) => each.group === group)} />
        ))}
      </div>
    </Modal>
  );
}

function ShortcutGroup({ name, actions }: { name: string; actions: readonly Action[] }) {
  if (actions.length === 0) return null;
  return (
    <Stack gap={6} component="section" aria-label={name} className={classes.group}>
      <Title order={3} size="sm">
        {name}
      </Title>
      {actions.map(({ id, label, keys = [] }) => (
        <Group key={id} justify="space-between" wrap="nowrap" gap="md" align="flex-start">
          <Text size="sm">{label}</Text>
          <Group gap={6} wrap="nowrap" className={classes.keys}>
            {keys.map((spelled) => (
              <KeyCombination key={spelled} spelled={spelled} />
            ))}
          </Group>
        </Group>
      ))}
    </Stack>
  );
}

function KeyCombination({ spelled }: { spelled: string }) {
  return (
    <span>
      {keyNames(spelled).map((name) => (
        <Kbd key={name} size="xs" mr={2}>
          {name}
        </Kbd>
      ))}
    </span>
  );
}
