import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { wholeOutputQuery } from "~/api/queries/executions";
import type { Json } from "~/document/types";
import { own } from "~/lib/own";
import { QueryView } from "~/ui/query-view";
import { useStores } from "../context";
import { JsonInput } from "../run/json-input";
import type { JsonText } from "../run/json-text";
import type { RunState } from "../state";

export type PinDialogProps = { id: string; onClose: () => void };

/**
 * Begins with what is pinned, else with what the node gave, the whole of it: as they are when it opens.
 * Executions may begin and end meanwhile.
 */
export function PinDialog({ id, onClose }: PinDialogProps) {
  const { run } = useStores();
  const [first] = useState(() => firstOf(run.getState(), id));
  const { execution, seq } = first;
  const whole = useQuery({ ...wholeOutputQuery(execution, seq), enabled: first.isCut });
  return (
    <Modal opened onClose={onClose} title="Pinned output" size="lg">
      {first.isCut ? (
        <QueryView query={whole}>
          {(output) => <PinForm id={id} initial={output} onClose={onClose} />}
        </QueryView>
      ) : (
        <PinForm id={id} initial={first.value} onClose={onClose} />
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

function firstOf({ pinned, nodes, execution }: RunState, id: string) {
  const given = nodes.get(id);
  const kept = own(pinned, id);
  return {
    value: kept ?? given?.output,
    isCut: kept === undefined && given?.isPreview === true,
    execution: execution?.id ?? "",
    seq: given?.seq ?? 0,
  };
}
