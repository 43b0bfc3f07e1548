/** React Flow's nodes for notes, and for groups: frames around the nodes of one level. */

import { groupsOf, notesOf } from "~/document/commands/drawing";
import { boxAround } from "~/document/geometry";
import { containersOf } from "~/document/lookup";
import type { Group, Note, Position, WorkflowDocument } from "~/document/types";
import { type CardNode, type GroupNode, groupKey, type NoteNode, noteKey } from "./flow-types";

export const GROUP_PADDING = { side: 16, top: 40 } as const;

const notes = new WeakMap<Note, NoteNode>();
const groups = new WeakMap<Group, GroupNode>();

export function noteNodes(
  document: WorkflowDocument,
  selected: ReadonlySet<string>,
  moving: ReadonlyMap<string, Position>,
): readonly NoteNode[] {
  return notesOf(document).map((note) => {
    const position = moving.get(noteKey(note.id)) ?? note.position;
    const isSelected = selected.has(note.id);
    const before = notes.get(note);
    if (before && before.position === position && before.selected === isSelected) return before;
    const after = noteNode(note, position, isSelected);
    notes.set(note, after);
    return after;
  });
}

function noteNode(note: Note, position: Position, selected: boolean): NoteNode {
  return {
    id: noteKey(note.id),
    type: "note",
    position,
    data: { note },
    ...note.size,
    measured: note.size,
    handles: [],
    selected,
    zIndex: -1,
    connectable: false,
    domAttributes: { "aria-roledescription": undefined },
  };
}

/** `cards`: the nodes as they stand now, so that a frame follows them while they are dragged. */
export function groupNodes(document: WorkflowDocument, cards: readonly CardNode[]): readonly GroupNode[] {
  const all = groupsOf(document);
  if (all.length === 0) return [];
  const byId = new Map(cards.map((card) => [card.id, card]));
  return all.flatMap((group) => groupNode(document, group, byId) ?? []);
}

function groupNode(
  document: WorkflowDocument,
  group: Group,
  cards: ReadonlyMap<string, CardNode>,
): GroupNode | undefined {
  const box = boxAround(group.nodes.flatMap((id) => absoluteBox(cards, id) ?? []));
  const [first] = group.nodes;
  if (!box || first === undefined) return undefined;
  const position = { x: box.x - GROUP_PADDING.side, y: box.y - GROUP_PADDING.top };
  const width = box.width + 2 * GROUP_PADDING.side;
  const height = box.height + GROUP_PADDING.top + GROUP_PADDING.side;
  const before = groups.get(group);
  if (before && before.position.x === position.x && before.position.y === position.y) {
    if (before.width === width && before.height === height) return before;
  }
  const after = frameNode(group, position, { width, height }, containersOf(document, first).length - 1);
  groups.set(group, after);
  return after;
}

function frameNode(
  group: Group,
  position: Position,
  size: { width: number; height: number },
  zIndex: number,
): GroupNode {
  return {
    id: groupKey(group.id),
    type: "group",
    position,
    data: { group },
    ...size,
    measured: size,
    handles: [],
    zIndex,
    selectable: false,
    connectable: false,
    dragHandle: ".group-handle",
    domAttributes: { "aria-roledescription": undefined },
  };
}

function absoluteBox(cards: ReadonlyMap<string, CardNode>, id: string) {
  const card = cards.get(id);
  if (!card) return undefined;
  let { x, y } = card.position;
  for (let parent = cards.get(card.parentId ?? ""); parent; parent = cards.get(parent.parentId ?? "")) {
    x += parent.position.x;
    y += parent.position.y;
  }
  return { x, y, ...card.data.size };
}
