/** Documents and commands at random, for tests of what holds for all of them. */

import fc from "fast-check";
import type { Command } from "~/document/commands/command";
import { batch, replaceDocument } from "~/document/commands/command";
import * as drawing from "~/document/commands/drawing";
import { connect, disconnect, insertOnEdge, reconnect } from "~/document/commands/edges";
import * as nodes from "~/document/commands/nodes";
import { setParent } from "~/document/commands/parents";
import { setWorkflow } from "~/document/commands/workflow";
import { childrenOf, containersOf, nodeById } from "~/document/lookup";
import { newDrawingId, newEdgeId, newId } from "~/document/naming";
import type { Json, JsonObject, WorkflowDocument, WorkflowEdge, WorkflowNode } from "~/document/types";

const TYPES = ["http", "expression", "condition", "for_each", "switch", "retry", "no_such_type"];

const json: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<Json>(null, true, 0, 1.5, "", "text", "node.http", "{{ node.a }}"),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("a", "b", "__proto__", "label"), tie("value"), { maxKeys: 3 }),
  ),
})).value;

const data: fc.Arbitrary<JsonObject> = fc.dictionary(
  fc.constantFrom("url", "label", "expression", "cases"),
  json,
  {
    maxKeys: 3,
  },
);
const place = fc.record({ x: fc.integer({ min: -900, max: 900 }), y: fc.integer({ min: -900, max: 900 }) });
const size = fc.record({ width: fc.integer({ min: 1, max: 900 }), height: fc.integer({ min: 1, max: 900 }) });
const port = fc.constantFrom("out", "true", "false", "error");

const plan = fc.record({
  nodes: fc.array(
    fc.record(
      {
        type: fc.constantFrom(...TYPES),
        data,
        position: place,
        size,
        settings: data,
        inside: fc.nat(),
        strange: json,
      },
      { requiredKeys: ["position"] },
    ),
    { maxLength: 12 },
  ),
  edges: fc.array(
    fc.record({ from: fc.nat(), to: fc.nat(), sourceHandle: port }, { requiredKeys: ["from", "to"] }),
    {
      maxLength: 16,
    },
  ),
  surroundings: fc.record(
    { name: fc.string(), description: fc.string(), settings: data },
    { requiredKeys: [] },
  ),
  notes: fc.array(fc.record({ position: place, size, text: fc.string() }), { maxLength: 2 }),
});

/** Documents as they are when they are open. */
export const documents: fc.Arbitrary<WorkflowDocument> = plan.map(
  ({ nodes: plans, edges, surroundings, notes }) => {
    const made = plans.map<WorkflowNode>(({ inside, ...node }, at) => {
      const parent =
        inside === undefined || at === 0 || inside % 3 === 0 ? {} : { parent: `n${inside % at}` };
      return { id: `n${at}`, ...node, ...parent };
    });
    const document = { ...surroundings, nodes: made, edges: [] };
    const drawn = edges.flatMap<WorkflowEdge>(({ from, to, ...edge }, at) => {
      const ends = beside(document, from, to);
      return ends ? [{ id: `e${at}`, ...ends, ...edge }] : [];
    });
    const editor = { notes: notes.map((note, at) => ({ id: `note_${at}`, colour: "yellow", ...note })) };
    return { ...document, edges: drawn, ...(notes.length > 0 && { editor }) };
  },
);

const wish = fc.record({
  kind: fc.nat(),
  one: fc.nat(),
  other: fc.nat(),
  place,
  size,
  value: json,
  text: fc.string(),
  port,
});
type Wish = typeof wish extends fc.Arbitrary<infer T> ? T : never;

/** What somebody wants to do; `commandFor` makes a command of it that fits a document. */
export const wishes: fc.Arbitrary<readonly Wish[]> = fc.array(wish, { minLength: 1, maxLength: 20 });

type Maker = (document: WorkflowDocument, wish: Wish, id: string) => Command | null;

const MAKERS: readonly Maker[] = [
  (document, { place: position }) =>
    nodes.addNodes([{ id: newId(document, "http"), type: "http", position }]),
  (document, { one, place: position }, id) => {
    const fresh = { id: newId(document, "join"), type: "join", position };
    const parent = nodeById(document, id)?.parent;
    const edge = { id: newEdgeId(document), source: id, target: fresh.id };
    return nodes.addNodes([{ ...fresh, ...(parent !== undefined && { parent }) }], one % 2 ? [edge] : []);
  },
  (_document, _wish, id) => nodes.removeNodes([id]),
  (document, { other }, id) => nodes.removeNodes([id, picked(document, other) ?? id]),
  (document, { other, place: position }, id) =>
    nodes.moveNodes({ [id]: position, [picked(document, other) ?? id]: position }),
  (_document, { place: position }, id) => nodes.moveNodes({ [id]: position }),
  (_document, { size: wanted, one }, id) => nodes.resizeNode(id, one % 2 ? wanted : null),
  (_document, { size: wanted, place: position }, id) => nodes.resizeNode(id, wanted, position),
  (_document, { value, text }, id) => nodes.setField({ node: id, path: [text], value }),
  (_document, { value }, id) => nodes.setField({ node: id, path: ["settings", "retry", "max"], value }),
  (_document, _wish, id) => nodes.setField({ node: id, path: ["label"] }),
  (_document, { value, one }, id) => nodes.setData(id, one % 2 ? { value } : null),
  (_document, { text }, id) => nodes.setLabel(id, text),
  (_document, { value, one }, id) => nodes.setSettings(id, one % 2 ? { value } : null),
  (document, { other, one }, id) => {
    const parent = one % 3 === 0 ? null : (picked(document, other) ?? null);
    const isInside = parent !== null && [parent, ...containersOf(document, parent)].includes(id);
    return isInside ? null : setParent([id], parent);
  },
  (document, { place: position }, id) =>
    setParent([id], nodeById(document, id)?.parent ?? null, { [id]: position }),
  (document, _wish, id) => ({ type: "renameNode", id, to: newId(document, "renamed"), data: {} }),
  (document, { one, other, port: sourceHandle }) => {
    const ends = beside(document, one, other);
    return ends && connect({ id: newEdgeId(document), ...ends, sourceHandle });
  },
  (document, { one }) => withEdge(document, one, (edge) => disconnect([edge.id])),
  (document, { one, other, port: sourceHandle }) => {
    return withEdge(document, one, (edge) => {
      const ends = beside(document, one, other);
      return ends && reconnect({ id: edge.id, ...ends, ...(one % 2 && { sourceHandle }) });
    });
  },
  (document, { one, place: position }) => {
    return withEdge(document, one, (edge) => {
      const parent = nodeById(document, edge.source)?.parent;
      const node = {
        id: newId(document, "map"),
        type: "map",
        position,
        ...(parent !== undefined && { parent }),
      };
      return insertOnEdge({ edge: edge.id, node, newEdge: newEdgeId(document) });
    });
  },
  (_document, { text, one }) =>
    setWorkflow({ name: text, ...(one % 2 && { description: null, settings: { a: 1 } }) }),
  (document, { text, place: position, size: wanted }) =>
    drawing.addNotes([{ id: newDrawingId(document, "note"), text, position, size: wanted, colour: "blue" }]),
  (document, { text }) => withNote(document, (id) => drawing.changeNote(id, { text })),
  (document) => withNote(document, (id) => drawing.removeNotes([id])),
  (document, { text }, id) => {
    const members = childrenOf(document, nodeById(document, id)?.parent);
    return drawing.addGroup({
      id: newDrawingId(document, "group"),
      label: text,
      colour: "red",
      nodes: members,
    });
  },
  (document, { text }) => withGroup(document, (id) => drawing.changeGroup(id, { label: text })),
  (document) => withGroup(document, (id) => drawing.removeGroups([id])),
  (document, { one }) =>
    replaceDocument({ ...document, nodes: document.nodes.toReversed(), ...(one % 2 && { name: "x" }) }),
  (document, { place: position, text }, id) =>
    batch([
      nodes.moveNodes({ [id]: position }),
      nodes.setLabel(id, text),
      nodes.addNodes([{ id: newId(document, "zip"), position }]),
    ]),
];

/** Return a command that fits the document, null when there is nothing to do it with. */
export function commandFor(document: WorkflowDocument, wanted: Wish): Command | null {
  const id = picked(document, wanted.one);
  if (id === undefined) return MAKERS[0]?.(document, wanted, "") ?? null;
  return MAKERS[wanted.kind % MAKERS.length]?.(document, wanted, id) ?? null;
}

/** Freeze a value and all that is in it, so that changing it in place is an error. */
export function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const member of Object.values(value)) frozen(member);
  }
  return value;
}

/** A chain of nodes with some containers, as large as wanted. */
export function largeDocument(count: number): WorkflowDocument {
  const made = Array.from({ length: count }, (_, at) => {
    const parent = at % 10 === 0 || at % 100 > 90 ? {} : { parent: `n${at - (at % 10)}` };
    return {
      id: `n${at}`,
      type: "map",
      data: { expression: "input" },
      position: { x: at, y: at },
      ...parent,
    };
  });
  const edges = made.slice(1).flatMap(({ id, parent }, at) => {
    const before = made[at];
    return before && before.parent === parent ? [{ id: `e${at}`, source: before.id, target: id }] : [];
  });
  return { nodes: made, edges };
}

function picked(document: WorkflowDocument, at: number): string | undefined {
  return document.nodes[at % Math.max(document.nodes.length, 1)]?.id;
}

/** Two nodes of one body. */
function beside(
  document: WorkflowDocument,
  one: number,
  other: number,
): { source: string; target: string } | null {
  const source = picked(document, one);
  if (source === undefined) return null;
  const body = childrenOf(document, nodeById(document, source)?.parent).filter((id) => id !== source);
  const target = body[other % Math.max(body.length, 1)];
  return target === undefined ? null : { source, target };
}

function withEdge(
  document: WorkflowDocument,
  at: number,
  make: (edge: WorkflowEdge) => Command | null,
): Command | null {
  const edge = document.edges[at % Math.max(document.edges.length, 1)];
  return edge ? make(edge) : null;
}

function withNote(document: WorkflowDocument, make: (id: string) => Command): Command | null {
  const note = document.editor?.notes?.[0];
  return note ? make(note.id) : null;
}

function withGroup(document: WorkflowDocument, make: (id: string) => Command): Command | null {
  const group = document.editor?.groups?.[0];
  return group ? make(group.id) : null;
}
