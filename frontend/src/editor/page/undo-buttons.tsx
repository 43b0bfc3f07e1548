import { ActionIcon, Tooltip } from "@mantine/core";
import { IconArrowBackUp, IconArrowForwardUp } from "@tabler/icons-react";
import { useEditor } from "../context";

/** Undo and redo, each saying what it would do. */
export function UndoButtons() {
  const canUndo = useEditor((state) => state.canUndo);
  const canRedo = useEditor((state) => state.canRedo);
  const undo = useEditor((state) => state.undo);
  const redo = useEditor((state) => state.redo);
  const undoLabel = labelled(
    "Undo",
    useEditor((state) => state.undoLabel),
  );
  const redoLabel = labelled(
    "Redo",
    useEditor((state) => state.redoLabel),
  );
  return (
    <ActionIcon.Group>
      <Tooltip label={undoLabel}>
        <ActionIcon size={30} aria-label={undoLabel} disabled={!canUndo} onClick={undo}>
          <IconArrowBackUp size={18} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={redoLabel}>
        <ActionIcon size={30} aria-label={redoLabel} disabled={!canRedo} onClick={redo}>
          <IconArrowForwardUp size={18} />
        </ActionIcon>
      </Tooltip>
    </ActionIcon.Group>
  );
}

function labelled(what: string, label: string | null): string {
  return label === null ? what : `${what}: ${label}`;
}
