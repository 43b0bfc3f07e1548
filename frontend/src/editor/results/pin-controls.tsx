import { ActionIcon, Button, Group, Modal, Stack, Text, Tooltip } from "@mantine/core";
import { IconPencil, IconPin, IconPinnedOff } from "@tabler/icons-react";
import { useState } from "react";
import { useEditor, useRun, useStores } from "../context";
import { JsonInput } from "../run/json-input";
import type { JsonText } from "../run/json-text";
import { pinOutput } from "../run/pinning";

export type PinControlsProps = { id: string };

/** Pins the output of a node, so that it does not run; changes and takes off what is pinned. */
export function PinControls({ id }: PinControlsProps) {
  const stores = useStores();
  const canEdit = useEditor((state) => state.canEdit);
  const isPinned = useRun((state) => Object.hasOwn(state.pinned, id));
  const hasOutput = useRun((state) => state.nodes.get(id)?.output !== undefined);
  const [isEditing, setEditing] = useState(false);
  if (!canEdit) return null;
  return (
    <>
      {isPinned && (
        <Tooltip label="Unpin (P)">
          <ActionIcon aria-label="Unpin the output" onClick={() => stores.run.getState().unpin(id)}>
            <IconPinnedOff size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
      {!isPinned && (
        <Tooltip label="Pin: executions of the draft use this output (P)">
          <ActionIcon
            aria-label="Pin the output"
            disabled={!hasOutput}
            onClick={() => void pinOutput(stores, id)}
          >
            <IconPin size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
      <Tooltip label="Edit the pinned output">
        <ActionIcon aria-label="Edit the pinned output" onClick={() => setEditing(true)}>
          <IconPencil size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      {isEditing && <PinDialog id={id} onClose={() => setEditing(false)} />}
    </>
  );
}

function PinDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { run } = useStores();
  const initial = useRun((state) =>
    Object.hasOwn(state.pinned, id) ? state.pinned[id] : state.nodes.get(id)?.output,
  );
  const [read, setRead] = useState<JsonText>({ isValid: true, value: initial });
  const value = read.isValid ? read.value : undefined;
  return (
    <Modal opened onClose={onClose} title="Pinned output" size="lg">
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          Executions of the draft that you start here use this in place of running the node.
        </Text>
        <JsonInput label="Pinned output" initial={initial} onChange={setRead} minLines={10} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            disabled={value === undefined}
            onClick={() => {
              if (value !== undefined) run.getState().pin(id, value);
              onClose();
            }}
          >
            Pin
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
