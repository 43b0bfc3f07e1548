/** Moving and resizing by keyboard. Keys pressed in a row are one step of undo. */

import type { Command } from "~/document/commands/command";
import { batch } from "~/document/commands/command";
import { changeNote, notesOf } from "~/document/commands/drawing";
import { resizeNode } from "~/document/commands/nodes";
import { CONTAINER_SIZE, GRID } from "~/document/geometry";
import { type Direction, nudge } from "~/document/layout";
import type { Size } from "~/document/types";
import type { EditorStores } from "../../context";
import { cardOf } from "../flow/hit";
import { say, viewOf } from "../view";

const PAN = 48;
const SHIFTS: Readonly<Record<Direction, readonly [number, number]>> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, -1],
  down: [0, 1],
};

/** Move what is selected by steps of the grid; false when nothing is. */
export function moveSelection(stores: EditorStores, direction: Direction, steps: number): boolean {
  const { selection, document, canEdit, dispatch } = stores.editor.getState();
  const ids = [...selection.nodes, ...selection.notes];
  if (ids.length === 0 || !canEdit) return false;
  const command = scaled(nudge(document, ids, direction), direction, steps);
  if (command) dispatch(command, { merge: `nudge ${ids.join(" ")}` });
  say(stores, `Moved ${direction}.`);
  return true;
}

export function panBy(stores: EditorStores, direction: Direction, steps: number): boolean {
  const { flow } = viewOf(stores);
  if (!flow) return false;
  const [right, down] = SHIFTS[direction];
  const { x, y, zoom } = flow.getViewport();
  const length = PAN * (steps > 1 ? 5 : 1);
  void flow.setViewport({ x: x - right * length, y: y - down * length, zoom });
  return true;
}

/** Make the selected containers and notes wider, narrower, lower or higher. */
export function resizeSelection(stores: EditorStores, direction: Direction): boolean {
  const { selection, document, canEdit, dispatch } = stores.editor.getState();
  if (!canEdit) return false;
  const { flow } = viewOf(stores);
  const nodes = [...selection.nodes].flatMap<Command>((id) => {
    const card = cardOf(flow, id);
    return card?.data.isFrame
      ? [resizeNode(id, grown(card.data.size, direction, CONTAINER_SIZE.width / 2))]
      : [];
  });
  const notes = notesOf(document).filter((note) => selection.notes.has(note.id));
  const commands = [
    ...nodes,
    ...notes.map(({ id, size }) => changeNote(id, { size: grown(size, direction, 64) })),
  ];
  if (commands.length === 0) return false;
  dispatch(batch(commands), {
    label: "resize",
    merge: `resize ${[...selection.nodes, ...selection.notes].join(" ")}`,
  });
  say(stores, "Resized.");
  return true;
}

function grown({ width, height }: Size, direction: Direction, least: number): Size {
  const [right, down] = SHIFTS[direction];
  return { width: Math.max(width + right * GRID, least), height: Math.max(height + down * GRID, 48) };
}

/** A step of the grid, many times over. */
function scaled(command: Command | null, direction: Direction, steps: number): Command | null {
  if (command === null || steps === 1) return command;
  const [right, down] = SHIFTS[direction];
  const by = { x: right * GRID * (steps - 1), y: down * GRID * (steps - 1) };
  return further(command, by);
}

function further(command: Command, by: { x: number; y: number }): Command {
  switch (command.type) {
    case "batch":
      return { ...command, commands: command.commands.map((each) => further(each, by)) };
    case "moveNodes": {
      const moved = Object.entries(command.positions).map(([id, place]) => [
        id,
        place && { x: place.x + by.x, y: place.y + by.y },
      ]);
      return { ...command, positions: Object.fromEntries(moved) };
    }
    case "changeNote": {
      const { position } = command.change;
      if (!position) return command;
      return {
        ...command,
        change: { ...command.change, position: { x: position.x + by.x, y: position.y + by.y } },
      };
    }
    default:
      return command;
  }
}
