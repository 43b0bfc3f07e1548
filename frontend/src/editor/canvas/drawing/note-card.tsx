import { type NodeProps, NodeResizeControl, ResizeControlVariant } from "@xyflow/react";
import { memo, useState } from "react";
import { changeNote } from "~/document/commands/drawing";
import { snapped } from "~/document/geometry";
import { randomId } from "~/lib/random-id";
import { useEditor, useStores } from "../../context";
import { type NoteNode, noteKey } from "../flow/flow-types";
import { useCanvas, viewOf } from "../view";
import classes from "./drawing.module.css";
import { NoteField } from "./note-field";

export type NoteCardProps = NodeProps<NoteNode>;

const LEAST = { width: 96, height: 48 };

/** A note: plain text on the canvas, typed in place. */
export const NoteCard = memo(function NoteCard({ data, selected }: NoteCardProps) {
  const stores = useStores();
  const { note } = data;
  const [pull, setPull] = useState("");
  const canEdit = useEditor((state) => state.canEdit);
  const isEditing = useCanvas((ui) => ui.editing === noteKey(note.id));
  const change = (what: Parameters<typeof changeNote>[1], merge?: string) =>
    stores.editor.getState().dispatch(changeNote(note.id, what), merge === undefined ? {} : { merge });
  const finish = (text: string | null) => {
    viewOf(stores).ui.setState({ editing: null });
    viewOf(stores).element?.focus({ preventScroll: true });
    if (text !== null && text !== note.text) change({ text });
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div
      role="group"
      id={`note-${note.id}`}
      aria-label={`Note, ${note.text}`}
      className={classes.note}
      data-colour={note.colour}
      data-selected={selected || undefined}
      style={note.size}
    >
      {isEditing ? (
        <NoteField text={note.text} onFinish={finish} />
      ) : (
        <div dir="auto" className={classes.noteText}>
          {note.text || "Empty note"}
        </div>
      )}
      {canEdit && selected && (
        <NodeResizeControl
          variant={ResizeControlVariant.Handle}
          position="bottom-right"
          className={classes.grip}
          minWidth={LEAST.width}
          minHeight={LEAST.height}
          onResizeStart={() => setPull(randomId())}
          onResize={(_event, { width, height }) => {
            const { x, y } = snapped({ x: width, y: height });
            change({ size: { width: x, height: y } }, pull);
          }}
        />
      )}
    </div>
  );
});
