/** What a clipboard holds becomes a command, with ids of its own. */

import type { Catalogue } from "./catalogue";
import { type Clipboard, copy } from "./clipboard";
import { batch, type Command } from "./commands/command";
import { addGroup, addNotes, groupsOf, notesOf } from "./commands/drawing";
import { addNodes } from "./commands/nodes";
import { absolutePosition, boxAround, difference, GRID, NODE_SIZE, shifted } from "./geometry";
import { nodeById } from "./lookup";
import { FreshIds } from "./open/names";
import { renamedData } from "./references";
import type { Position, WorkflowDocument, WorkflowNode } from "./types";

const STEP: Position = { x: 2 * GRID, y: 2 * GRID };

/**
 * Return the command that pastes: new ids, references among what is pasted follow.
 * `at`: where its upper left corner lands on the canvas, by default a little beside; `parent`: the container.
 */
export function paste(
  document: WorkflowDocument,
  catalogue: Catalogue,
  clipboard: Clipboard,
  place: { readonly at?: Position; readonly parent?: string } = {},
): Command {
  const corner = boxAround([
    ...rootsOf(clipboard).map((node) => ({ ...positionOf(node), ...(node.size ?? NODE_SIZE) })),
    ...clipboard.notes.map((note) => ({ ...note.position, ...note.size })),
  ]);
  const shift = place.at && corner ? difference(place.at, corner) : STEP;
  const { parent } = place;
  const origin = parent === undefined ? { x: 0, y: 0 } : absolutePosition(document, parent);
  return pasted(document, catalogue, clipboard, {
    shift,
    placed: (node) => ({
      ...node,
      position: difference(shifted(positionOf(node), shift), origin),
      ...(parent !== undefined && { parent }),
    }),
  });
}

/** Return the command that copies nodes and notes beside themselves, in the containers that they are in. */
export function duplicate(document: WorkflowDocument, catalogue: Catalogue, ids: readonly string[]): Command {
  return pasted(document, catalogue, copy(document, ids), {
    shift: STEP,
    placed: (node) => {
      const own = nodeById(document, node.id) ?? node;
      return { ...own, position: shifted(positionOf(own), STEP) };
    },
  });
}

/** Ids of the nodes and notes that a command adds, for selecting them; without what is inside of added nodes. */
export function idsAdded(command: Command): readonly string[] {
  switch (command.type) {
    case "addNodes": {
      const ids = new Set(command.nodes.map((node) => node.id));
      return command.nodes
        .filter(({ parent }) => parent === undefined || !ids.has(parent))
        .map(({ id }) => id);
    }
    case "addNotes":
      return command.notes.map((note) => note.id);
    case "insertOnEdge":
      return [command.node.id];
    case "batch":
      return command.commands.flatMap(idsAdded);
    default:
      return [];
  }
}

type Placing = { readonly shift: Position; readonly placed: (root: WorkflowNode) => WorkflowNode };

function pasted(
  document: WorkflowDocument,
  catalogue: Catalogue,
  clipboard: Clipboard,
  { shift, placed }: Placing,
): Command {
  const ids = namesFor(document.nodes, clipboard.nodes);
  const noteIds = namesFor(notesOf(document), clipboard.notes);
  const groupIds = namesFor(groupsOf(document), clipboard.groups);
  const edgeIds = new FreshIds(document.edges.map((edge) => edge.id));
  const renamed = (id: string) => ids.get(id) ?? id;
  const nodes = clipboard.nodes.map((node) => {
    const isRoot = node.parent === undefined || !ids.has(node.parent);
    const own = isRoot ? placed(node) : { ...node, parent: renamed(node.parent) };
    const data = renamedData(catalogue, node, ids);
    return { ...own, id: renamed(node.id), ...(data && { data }) };
  });
  const edges = clipboard.edges.map((edge) => {
    return { ...edge, id: edgeIds.numbered("e"), source: renamed(edge.source), target: renamed(edge.target) };
  });
  const notes = clipboard.notes.map((note) => {
    return { ...note, id: noteIds.get(note.id) ?? note.id, position: shifted(note.position, shift) };
  });
  const groups = clipboard.groups.map((group) => {
    return addGroup({ ...group, id: groupIds.get(group.id) ?? group.id, nodes: group.nodes.map(renamed) });
  });
  return batch([
    ...(nodes.length > 0 ? [addNodes(nodes, edges)] : []),
    ...(notes.length > 0 ? [addNotes(notes)] : []),
    ...groups,
  ]);
}

type Named = { readonly id: string };

function namesFor(used: readonly Named[], items: readonly Named[]): ReadonlyMap<string, string> {
  const ids = new FreshIds(used.map((item) => item.id));
  return new Map(items.map((item) => [item.id, ids.like(item.id)]));
}

function rootsOf(clipboard: Clipboard): readonly WorkflowNode[] {
  return clipboard.nodes.filter((node) => node.parent === undefined);
}

function positionOf(node: WorkflowNode): Position {
  return node.position ?? { x: 0, y: 0 };
}
