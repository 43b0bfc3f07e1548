import { ActionIcon, Button, Group, Modal, Stack, Text, Tooltip } from "@mantine/core";
import { IconPencil, IconPin, IconPinnedOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { wholeOutputQuery } from "~/api/queries/executions";
import type { Json } from "~/document/types";
import { own } from "~/lib/own";
import { QueryView } from "~/ui/query-view";
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

type PinDialogProps = { id: string; onClose: () => void };

/** Begins with what is pinned, else with what the node gave, the whole of it. */
function PinDialog({ id, onClose }: PinDialogProps) {
  const pinned = useRun((state) => own(state.pinned, id));
  const given = useRun((state) => state.nodes.get(id));
  const execution = useRun((state) => state.execution?.id ?? "");
  const isCut = pinned === undefined && given?.isPreview === true;
  const whole = useQuery({ ...wholeOutputQuery(execution, given?.seq ?? 0), enabled: isCut });
  return (
    <Modal opened onClose={onClose} title="Pinned output" size="lg">
      {isCut ? (
        <QueryView query={whole}>
          {(output) => <PinForm id={id} initial={output} onClose={onClose} />}
        </QueryView>
      ) : (
        <PinForm id={id} initial={pinned ?? given?.output} onClose={onClose} />
      )}
    </Modal>
  );
}

function PinForm({ id, initial, onClose }: PinDialogProps & { initial: Json | undefined }) {
  const { run } = useStores();
  const [read, setRead] = useState<JsonText>({ isValid: true, value: initial });
  const value = read.isValid ? read.value : undefined;
  return (
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
  );
}
