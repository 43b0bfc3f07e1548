/** Putting selected nodes and notes in order by hand: align, distribute, nudge, snap. */

import { batch, type Command } from "./commands/command";
import { changeNote, notesOf } from "./commands/drawing";
import { moveNodes } from "./commands/nodes";
import { type Box, boxAround, boxOf, difference, GRID, type Sizes, shifted, snapped } from "./geometry";
import { containersOf, nodeById, nodeIndex } from "./lookup";
import type { Note, Position, WorkflowDocument } from "./types";

export type Side = "left" | "centre" | "right" | "top" | "middle" | "bottom";
export type Axis = "horizontal" | "vertical";
export type Direction = "left" | "right" | "up" | "down";

type Placed = { readonly id: string; readonly box: Box };
type Shifts = ReadonlyMap<string, Position>;

const STEPS: Readonly<Record<Direction, Position>> = {
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
  up: { x: 0, y: -1 },
  down: { x: 0, y: 1 },
};

/** Return null when nothing moves. */
export function align(
  document: WorkflowDocument,
  ids: readonly string[],
  side: Side,
  sizes?: Sizes,
): Command | null {
  const placed = boxesOf(document, ids, sizes);
  const frame = boxAround(placed.map(({ box }) => box));
  if (!frame || placed.length < 2) return null;
  return moved(document, new Map(placed.map(({ id, box }) => [id, towards(side, box, frame)])));
}

/** Make the gaps between things equal; the outer ones stay. Return null when nothing moves. */
export function distribute(
  document: WorkflowDocument,
  ids: readonly string[],
  axis: Axis,
  sizes?: Sizes,
): Command | null {
  const [place, length] = axis === "horizontal" ? (["x", "width"] as const) : (["y", "height"] as const);
  const placed = boxesOf(document, ids, sizes).toSorted((one, other) => one.box[place] - other.box[place]);
  const frame = boxAround(placed.map(({ box }) => box));
  if (!frame || placed.length < 3) return null;
  const filled = placed.reduce((total, { box }) => total + box[length], 0);
  const gap = (frame[length] - filled) / (placed.length - 1);
  let at = frame[place];
  const shifts = placed.map<[string, Position]>(({ id, box }) => {
    const shift = Math.round(at - box[place]);
    at += box[length] + gap;
    return [id, axis === "horizontal" ? { x: shift, y: 0 } : { x: 0, y: shift }];
  });
  return moved(document, new Map(shifts));
}

/** Move things by a step of the grid, or by one pixel; for the arrow keys. */
export function nudge(
  document: WorkflowDocument,
  ids: readonly string[],
  direction: Direction,
  { isFine = false }: { readonly isFine?: boolean } = {},
): Command | null {
  const { x, y } = STEPS[direction];
  const length = isFine ? 1 : GRID;
  const shift = { x: x * length, y: y * length };
  return moved(document, new Map(boxesOf(document, ids).map(({ id }) => [id, shift])));
}

/** Put things onto the grid. Return null when they are there. */
export function snap(document: WorkflowDocument, ids: readonly string[]): Command | null {
  const shifts = boxesOf(document, ids).map<[string, Position]>(({ id, box }) => {
    const place = nodeById(document, id)?.position ?? box;
    return [id, difference(snapped(place), place)];
  });
  return moved(document, new Map(shifts));
}

/** Nodes and notes by id; what is inside of another one that is named moves with it. */
function boxesOf(document: WorkflowDocument, ids: readonly string[], sizes?: Sizes): readonly Placed[] {
  const all = new Set(ids);
  const { at } = nodeIndex(document.nodes);
  const roots = [...all].filter(
    (id) => at.has(id) && !containersOf(document, id).some((around) => all.has(around)),
  );
  const notes = notesOf(document).filter((note) => all.has(note.id));
  return [
    ...roots.map((id) => ({ id, box: boxOf(document, id, sizes) })),
    ...notes.map((note) => ({ id: note.id, box: { ...note.position, ...note.size } })),
  ];
}

function moved(document: WorkflowDocument, shifts: Shifts): Command | null {
  const moving = new Map([...shifts].filter(([, { x, y }]) => x !== 0 || y !== 0));
  const positions = [...moving].flatMap<[string, Position]>(([id, shift]) => {
    const node = nodeById(document, id);
    return node ? [[id, shifted(node.position ?? { x: 0, y: 0 }, shift)]] : [];
  });
  const notes = notesOf(document).flatMap((note) => noteMoved(note, moving.get(note.id)));
  const commands = [...(positions.length > 0 ? [moveNodes(Object.fromEntries(positions))] : []), ...notes];
  return commands.length > 0 ? batch(commands) : null;
}

function noteMoved(note: Note, shift: Position | undefined): readonly Command[] {
  return shift ? [changeNote(note.id, { position: shifted(note.position, shift) })] : [];
}

function towards(side: Side, box: Box, frame: Box): Position {
  switch (side) {
    case "left":
      return { x: frame.x - box.x, y: 0 };
    case "centre":
      return { x: Math.round(frame.x + frame.width / 2 - box.x - box.width / 2), y: 0 };
    case "right":
      return { x: frame.x + frame.width - box.x - box.width, y: 0 };
    case "top":
      return { x: 0, y: frame.y - box.y };
    case "middle":
      return { x: 0, y: Math.round(frame.y + frame.height / 2 - box.y - box.height / 2) };
    case "bottom":
      return { x: 0, y: frame.y + frame.height - box.y - box.height };
  }
}
