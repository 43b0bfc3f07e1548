/** Every change of a document, as plain JSON: what the editor dispatches, keeps in its history and could send. */

import type {
  Group,
  Json,
  JsonObject,
  Note,
  Position,
  Size,
  WorkflowDocument,
  WorkflowEdge,
  WorkflowNode,
} from "../types";

export type AddNodes = {
  readonly type: "addNodes";
  readonly nodes: readonly WorkflowNode[];
  readonly edges: readonly WorkflowEdge[];
};
/** Takes their edges and all that is inside of them along. */
export type RemoveNodes = { readonly type: "removeNodes"; readonly ids: readonly string[] };
/** Null: the node has no position any more. */
export type MoveNodes = {
  readonly type: "moveNodes";
  readonly positions: Readonly<Record<string, Position | null>>;
};
export type ResizeNode = {
  readonly type: "resizeNode";
  readonly id: string;
  readonly size: Size | null;
  readonly position?: Position;
};
/** Without a value the field is removed. */
export type SetField = {
  readonly type: "setField";
  readonly node: string;
  readonly path: readonly (string | number)[];
  readonly value?: Json;
};
export type SetData = { readonly type: "setData"; readonly node: string; readonly data: JsonObject | null };
export type SetLabel = { readonly type: "setLabel"; readonly node: string; readonly label: string };
export type SetSettings = {
  readonly type: "setSettings";
  readonly node: string;
  readonly settings: JsonObject | null;
};
/** Into a container, or out to the top level. Edges that would lead from one body into another go. */
export type SetParent = {
  readonly type: "setParent";
  readonly ids: readonly string[];
  readonly parent: string | null;
  readonly positions?: Readonly<Record<string, Position>>;
};
/** Another id; edges, inner nodes, groups and references `node.<id>` follow. */
export type RenameNode = {
  readonly type: "renameNode";
  readonly id: string;
  readonly to: string;
  readonly data: Readonly<Record<string, JsonObject>>;
};
export type Connect = { readonly type: "connect" } & WorkflowEdge;
export type Disconnect = { readonly type: "disconnect"; readonly ids: readonly string[] };
/** Without a handle the edge starts at the plain port. */
export type Reconnect = {
  readonly type: "reconnect";
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly sourceHandle?: string;
};
/** The edge then ends at the new node, and a new edge leads on from its port. */
export type InsertOnEdge = {
  readonly type: "insertOnEdge";
  readonly edge: string;
  readonly node: WorkflowNode;
  readonly newEdge: string;
  readonly sourceHandle?: string;
};
/** What is null is removed, what is absent stays. */
export type SetWorkflow = {
  readonly type: "setWorkflow";
  readonly name?: string | null;
  readonly description?: string | null;
  readonly settings?: JsonObject | null;
};
export type AddNotes = { readonly type: "addNotes"; readonly notes: readonly Note[] };
export type ChangeNote = {
  readonly type: "changeNote";
  readonly id: string;
  readonly change: Partial<Omit<Note, "id">>;
};
export type RemoveNotes = { readonly type: "removeNotes"; readonly ids: readonly string[] };
export type AddGroup = { readonly type: "addGroup"; readonly group: Group };
export type ChangeGroup = {
  readonly type: "changeGroup";
  readonly id: string;
  readonly change: Partial<Omit<Group, "id">>;
};
/** The frames go, their nodes stay. */
export type RemoveGroups = { readonly type: "removeGroups"; readonly ids: readonly string[] };
/** `label`: what people call it, for the history. */
export type Batch = {
  readonly type: "batch";
  readonly commands: readonly Command[];
  readonly label?: string;
};
export type ReplaceDocument = { readonly type: "replaceDocument"; readonly document: WorkflowDocument };

/** `removed`: ids; `put`: what is there afterwards, by its index then. */
export type ListChange<T> = {
  readonly removed: readonly string[];
  readonly put: readonly { readonly at: number; readonly item: T }[];
};
/** All of a document but its nodes and edges. */
export type Surroundings = Omit<WorkflowDocument, "nodes" | "edges">;
/** What leads from one document to another; the inverse of most commands. */
export type Patch = {
  readonly type: "patch";
  readonly nodes?: ListChange<WorkflowNode>;
  readonly edges?: ListChange<WorkflowEdge>;
  readonly surroundings?: Surroundings;
};

export type Command =
  | AddNodes
  | RemoveNodes
  | MoveNodes
  | ResizeNode
  | SetField
  | SetData
  | SetLabel
  | SetSettings
  | SetParent
  | RenameNode
  | Connect
  | Disconnect
  | Reconnect
  | InsertOnEdge
  | SetWorkflow
  | AddNotes
  | ChangeNote
  | RemoveNotes
  | AddGroup
  | ChangeGroup
  | RemoveGroups
  | Batch
  | ReplaceDocument
  | Patch;

/** A command that does not fit its document: it names what is not there, or what is there already. */
export class CommandError extends Error {
  override readonly name = "CommandError";
}

export function batch(commands: readonly Command[], label?: string): Command {
  const [only] = commands;
  if (commands.length === 1 && only && label === undefined) return only;
  return { type: "batch", commands, ...(label === undefined ? {} : { label }) };
}

export function replaceDocument(document: WorkflowDocument): ReplaceDocument {
  return { type: "replaceDocument", document };
}
