/** Notes and groups. */

import { batch, type Command } from "~/document/commands/command";
import {
  addGroup,
  addNotes,
  changeGroup,
  changeNote,
  groupsOf,
  removeGroups,
} from "~/document/commands/drawing";
import { snapped } from "~/document/geometry";
import { nodeById } from "~/document/lookup";
import { newDrawingId } from "~/document/naming";
import type { Group, Position } from "~/document/types";
import { plural } from "~/lib/format";
import { notifyProblem } from "~/ui/notify";
import type { EditorStores } from "../../context";
import { groupKey, noteKey } from "../flow/flow-types";
import { centreOf, say, viewOf } from "../view";

const NOTE_SIZE = { width: 208, height: 112 };

/** Add a note and begin to type into it. */
export function addNote(stores: EditorStores, at?: Position): void {
  const { document, dispatch, select } = stores.editor.getState();
  const view = viewOf(stores);
  const id = newDrawingId(document, "note");
  const position = snapped(at ?? centreOf(view));
  dispatch(addNotes([{ id, text: "", position, size: NOTE_SIZE, colour: "yellow" }]));
  select({ notes: [id] });
  view.ui.setState({ editing: noteKey(id) });
}

export function colourNotes(stores: EditorStores, colour: string): void {
  const { selection, dispatch } = stores.editor.getState();
  change(
    stores,
    [...selection.notes].map((id) => changeNote(id, { colour })),
    dispatch,
  );
}

/** Put a frame around what is selected, and begin to type its label. */
export function groupSelection(stores: EditorStores): void {
  const { document, selection, dispatch } = stores.editor.getState();
  const nodes = [...selection.nodes];
  const levels = new Set(nodes.map((id) => nodeById(document, id)?.parent));
  if (nodes.length === 0) return;
  if (levels.size > 1) {
    notifyProblem("Not grouped", new Error("A group holds nodes of one level: all in the same container."));
    return;
  }
  const id = newDrawingId(document, "group");
  dispatch(addGroup({ id, label: "Group", colour: "blue", nodes }));
  say(stores, `${plural(nodes.length, "node")} grouped.`);
  viewOf(stores).ui.setState({ editing: groupKey(id) });
}

/** Take away the frames around what is selected. */
export function ungroupSelection(stores: EditorStores): void {
  const groups = selectedGroups(stores);
  if (groups.length === 0) return;
  stores.editor.getState().dispatch(removeGroups(groups.map((group) => group.id)));
  say(stores, "The group is gone, its nodes stay.");
}

export function renameGroup(stores: EditorStores): void {
  const [group] = selectedGroups(stores);
  if (group) viewOf(stores).ui.setState({ editing: groupKey(group.id) });
}

export function colourGroups(stores: EditorStores, colour: string): void {
  const { dispatch } = stores.editor.getState();
  change(
    stores,
    selectedGroups(stores).map(({ id }) => changeGroup(id, { colour })),
    dispatch,
  );
}

/** The groups that selected nodes are in. */
export function selectedGroups({ editor }: EditorStores): readonly Group[] {
  const { document, selection } = editor.getState();
  return groupsOf(document).filter((group) => group.nodes.some((id) => selection.nodes.has(id)));
}

function change(
  stores: EditorStores,
  commands: readonly Command[],
  dispatch: (command: Command) => void,
): void {
  if (commands.length === 0) return;
  dispatch(batch(commands));
  say(stores, "The colour is changed.");
}
