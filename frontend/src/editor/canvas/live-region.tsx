import { useEditor } from "../context";
import classes from "./canvas.module.css";
import { useCanvas } from "./view";

export const CANVAS_HELP = "canvas-help";

/** What was done on the canvas and how it is used, for who cannot see it. */
export function LiveRegion() {
  const said = useCanvas((ui) => ui.said);
  const canEdit = useEditor((state) => state.canEdit);
  return (
    <>
      <output className={classes.hidden} aria-live="polite">
        {said}
      </output>
      <span id={CANVAS_HELP} className={classes.hidden}>
        {HOW_TO_WALK}
        {canEdit && HOW_TO_EDIT}
      </span>
    </>
  );
}

const HOW_TO_WALK =
  "Alt and the arrow keys go from node to node, also along edges. Slash searches. Escape selects nothing. Shift F10 opens the menu. ";
const HOW_TO_EDIT =
  "A adds a node, Tab adds one behind the selected node, C connects it, F2 renames it, arrow keys move it, Delete deletes it. Question mark lists all shortcuts.";
