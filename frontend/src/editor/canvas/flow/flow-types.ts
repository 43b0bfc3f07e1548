/** What React Flow is given: its nodes and edges, made from the document's. */

import type { Edge, Node } from "@xyflow/react";
import type { NodeType } from "~/document/catalogue";
import type { Port } from "~/document/ports";
import type { Group, Note, Size, WorkflowEdge, WorkflowNode } from "~/document/types";

export type CardData = {
  readonly node: WorkflowNode;
  readonly type: NodeType | undefined;
  readonly ports: readonly Port[];
  readonly hasInput: boolean;
  readonly isFrame: boolean;
  readonly size: Size;
};
export type CardNode = Node<CardData, "card">;
export type NoteNode = Node<{ readonly note: Note }, "note">;
export type GroupNode = Node<{ readonly group: Group }, "group">;
export type FlowNode = CardNode | NoteNode | GroupNode;

export type EdgeData = {
  readonly edge: WorkflowEdge;
  readonly port: string;
  readonly label: string | null;
  /** The type of the node that the edge comes from. */
  readonly from: NodeType | undefined;
};
export type FlowEdge = Edge<EdgeData, "edge">;

/** Groups share the canvas with nodes and may have the same ids. */
export function groupKey(id: string): string {
  return `group:${id}`;
}

export function noteKey(id: string): string {
  return `note:${id}`;
}

export function idOfKey(key: string): string {
  return key.slice(key.indexOf(":") + 1);
}
