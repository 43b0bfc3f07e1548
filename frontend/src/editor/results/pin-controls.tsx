import { ActionIcon, Tooltip } from "@mantine/core";
import { IconPencil, IconPin, IconPinnedOff } from "@tabler/icons-react";
import { useEditor, useRun, useStores } from "../context";
import { isPinnable, pinOutput, unpinOutput } from "../run/pinning";

export type PinControlsProps = { id: string; onEdit: () => void };

/** Pins the output of a node, so that it does not run; changes and takes off what is pinned. */
export function PinControls({ id, onEdit }: PinControlsProps) {
  const stores = useStores();
  const canEdit = useEditor((state) => state.canEdit);
  const isPinned = useRun((state) => Object.hasOwn(state.pinned, id));
  const hasOutput = useRun((state) => isPinnable(state.nodes.get(id)));
  if (!canEdit) return null;
  return (
    <>
      {isPinned && (
        <Tooltip label="Unpin (P)">
          <ActionIcon aria-label="Unpin the output" onClick={() => unpinOutput(stores, id)}>
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
        <ActionIcon aria-label="Edit the pinned output" onClick={onEdit}>
          <IconPencil size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </>
  );
}
