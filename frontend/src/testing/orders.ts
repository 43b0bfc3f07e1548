/** A document of orders, and what commands make of it. For tests only. */

import { apply } from "~/document/commands/apply";
import type { Command } from "~/document/commands/command";
import type { WorkflowDocument } from "~/document/types";

export const DOCUMENT: WorkflowDocument = {
  name: "Orders",
  nodes: [
    { id: "a", type: "http", data: { url: "x" }, position: { x: 0, y: 0 } },
    { id: "loop", type: "for_each", position: { x: 300, y: 100 } },
    { id: "in", type: "map", parent: "loop", position: { x: 24, y: 56 } },
    { id: "in2", type: "map", parent: "loop", position: { x: 240, y: 56 } },
    { id: "z", type: "join", position: { x: 700, y: 0 } },
  ],
  edges: [
    { id: "e1", source: "a", target: "loop", sourceHandle: "out" },
    { id: "e2", source: "in", target: "in2" },
    { id: "e3", source: "loop", target: "z", condition: "old", targetHandle: "t" },
  ],
};
export const NOTE = {
  id: "note_1",
  text: "Hello",
  colour: "yellow",
  position: { x: 0, y: 0 },
  size: { width: 9, height: 9 },
};
export const GROUP = { id: "group_1", label: "Both", colour: "red", nodes: ["a", "z"] };

/** What becomes of the document by these. */
export function outcome(...commands: Command[]): WorkflowDocument {
  return commands.reduce((document, command) => apply(document, command).document, DOCUMENT);
}

export function nodeOf(document: WorkflowDocument, id: string) {
  return document.nodes.find((node) => node.id === id);
}
