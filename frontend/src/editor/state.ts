/** What the parts of the editor know of each other: the state of one open workflow. */

import type { Catalogue, NodeType } from "~/document/catalogue";
import type { Command } from "~/document/commands/command";
import type { Json, WorkflowDocument } from "~/document/types";

export type Selection = {
  readonly nodes: ReadonlySet<string>;
  readonly edges: ReadonlySet<string>;
  readonly notes: ReadonlySet<string>;
};

/**
 * `saved`: the server has what is shown. `dirty`: it will in a second. `offline`: it could not be sent and is kept
 * in the browser; `reason` says why. `conflict`: somebody else saved meanwhile.
 */
export type SaveState =
  | { kind: "saved"; at: string | null }
  | { kind: "dirty" }
  | { kind: "saving" }
  | { kind: "offline"; problem: string; reason?: "unreachable" | "signed-out" | "refused" }
  | { kind: "conflict"; by: string | null; at: string | null };

export type Problem = {
  readonly code: string;
  readonly message: string;
  readonly severity: "problem" | "warning";
  readonly node?: string;
  readonly edge?: string;
  readonly field?: string;
  readonly position?: number;
};

/** `merge`: changes in a row with the same key become one step of undo, such as the letters typed into a field. */
export type DispatchOptions = { label?: string; merge?: string };

export type EditorState = {
  readonly workflowId: string;
  readonly canEdit: boolean;
  readonly catalogue: Catalogue;
  readonly types: ReadonlyMap<string, NodeType>;
  readonly document: WorkflowDocument;
  readonly selection: Selection;
  readonly problems: readonly Problem[];
  /** Whether the problems are those of the document: not before the first answer, nor when there is none. */
  readonly check: "waiting" | "known" | "failed";
  readonly save: SaveState;
  /** The browser has no room for the work at hand, or is told to keep nothing. */
  readonly isNotKept: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly undoLabel: string | null;
  readonly redoLabel: string | null;
  /** The only way to change the document. What is not allowed is told to the user and changes nothing. */
  readonly dispatch: (command: Command, options?: DispatchOptions) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly select: (selection: Partial<Record<keyof Selection, Iterable<string>>>) => void;
  /** Bring a node into view, select it, and if a field is named, put the cursor there. */
  readonly goTo: (node: string, field?: string) => void;
  /** Select an edge and bring it into view. */
  readonly goToEdge: (edge: string) => void;
  /** Show the settings of the workflow, and if one is named, put the cursor there. */
  readonly goToSettings: (field?: string) => void;
  /** Where one was asked to go last, until something else is selected; the canvas and the inspector follow it. */
  readonly destination: Destination | null;
};

/** Neither a node nor an edge: the settings of the workflow. `at` counts. */
export type Destination = {
  readonly node?: string;
  readonly edge?: string;
  readonly field?: string;
  readonly at: number;
};

export type NodeStatus =
  | "queued"
  | "running"
  | "waiting"
  | "succeeded"
  | "failed"
  | "skipped"
  | "cancelled"
  | "interrupted";

/** What a node did in the execution that is shown: its last step, and how many runs there were. */
export type NodeRun = {
  readonly status: NodeStatus;
  readonly seq: number | null;
  readonly path: string;
  readonly startedAt: string | null;
  readonly durationMs: number | null;
  readonly attempt: number;
  readonly runs: number;
  readonly port: string | null;
  readonly output: Json | undefined;
  readonly isPreview: boolean;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly meta: Readonly<Record<string, Json>>;
};

export type ShownExecution = {
  readonly id: string;
  /** Null for a draft. */
  readonly version: number | null;
  readonly status: string;
  readonly error: { readonly code: string; readonly message: string; readonly node?: string | null } | null;
  readonly startedAt: string | null;
  readonly durationMs: number | null;
  readonly input: Json | undefined;
  readonly output: Json | undefined;
};

export type StartOptions = { input?: Json; to?: string; from?: { executionId: string; nodeId: string } };

export type RunState = {
  readonly execution: ShownExecution | null;
  readonly nodes: ReadonlyMap<string, NodeRun>;
  readonly pinned: Readonly<Record<string, Json>>;
  /** The input that executions by hand are given; kept in the browser for each workflow. */
  readonly input: Json | undefined;
  readonly isStarting: boolean;
  readonly problem: unknown;
  /** Save, then execute the draft and follow it. */
  readonly start: (options?: StartOptions) => Promise<void>;
  readonly stop: () => Promise<void>;
  /** Show an earlier execution on the canvas. */
  readonly show: (executionId: string) => Promise<void>;
  readonly hide: () => void;
  readonly setInput: (input: Json | undefined) => void;
  readonly pin: (node: string, output: Json) => void;
  readonly unpin: (node: string) => void;
};
