/** The document of a workflow as it is stored and sent: plain JSON, never changed in place. */

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

export type Position = { readonly x: number; readonly y: number };
export type Size = { readonly width: number; readonly height: number };

/** A node. Keys that are not known here are kept. `parent`: the container that it is inside of. */
export type WorkflowNode = {
  readonly id: string;
  readonly type?: string;
  readonly data?: JsonObject;
  readonly parent?: string;
  readonly settings?: JsonObject;
  /** Of the upper left corner, within the container where there is one. */
  readonly position?: Position;
  /** Of a container, when somebody has resized it. */
  readonly size?: Size;
};

/** An edge. Opening a document gives an id to those that have none. */
export type WorkflowEdge = {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly sourceHandle?: string;
  readonly targetHandle?: string;
  /** Older spelling of `sourceHandle`; see `handleOf`. */
  readonly condition?: string;
};

/** A note on the canvas. `text` is Markdown-like plain text, shown as text. */
export type Note = {
  readonly id: string;
  readonly text: string;
  readonly position: Position;
  readonly size: Size;
  readonly colour: string;
};

/** A frame around nodes of one level; it moves with them and means nothing to an execution. */
export type Group = {
  readonly id: string;
  readonly label: string;
  readonly colour: string;
  readonly nodes: readonly string[];
};

/** What only the editor knows; kept under the key `editor` of the document. */
export type Drawing = { readonly notes?: readonly Note[]; readonly groups?: readonly Group[] };

export type WorkflowDocument = {
  readonly name?: string;
  readonly description?: string;
  readonly settings?: JsonObject;
  readonly nodes: readonly WorkflowNode[];
  readonly edges: readonly WorkflowEdge[];
  readonly editor?: Drawing;
};
