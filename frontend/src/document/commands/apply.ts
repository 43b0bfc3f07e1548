/** Applying commands: one document in, another one and the way back out. */

import type { WorkflowDocument } from "../types";
import type { Command } from "./command";
import { groupAdded, groupChanged, groupsRemoved, noteChanged, notesAdded, notesRemoved } from "./drawing";
import { connected, disconnected, insertedOnEdge, reconnected } from "./edges";
import {
  dataSet,
  fieldSet,
  labelSet,
  movedBack,
  nodeResized,
  nodesAdded,
  nodesMoved,
  nodesRemoved,
  settingsSet,
} from "./nodes";
import { nodeRenamed, parentSet } from "./parents";
import { checked } from "./valid";
import { patchBetween, patched, workflowSet } from "./workflow";

export type Applied = { readonly document: WorkflowDocument; readonly inverse: Command };

/** Apply a command. What it does not touch keeps its identity; one that does not fit throws `CommandError`. */
export function apply(document: WorkflowDocument, command: Command): Applied {
  const after = changed(document, command);
  const inverse = command.type === "moveNodes" ? movedBack(document, command) : patchBetween(after, document);
  return { document: after, inverse };
}

function changed(document: WorkflowDocument, command: Command): WorkflowDocument {
  switch (command.type) {
    case "addNodes":
      return nodesAdded(document, command);
    case "removeNodes":
      return nodesRemoved(document, command);
    case "moveNodes":
      return nodesMoved(document, command);
    case "resizeNode":
      return nodeResized(document, command);
    case "setField":
      return fieldSet(document, command);
    case "setData":
      return dataSet(document, command);
    case "setLabel":
      return labelSet(document, command);
    case "setSettings":
      return settingsSet(document, command);
    case "setParent":
      return parentSet(document, command);
    case "renameNode":
      return nodeRenamed(document, command);
    default:
      return otherwiseChanged(document, command);
  }
}

type NodeCommand =
  | "addNodes"
  | "removeNodes"
  | "moveNodes"
  | "resizeNode"
  | "setField"
  | "setData"
  | "setLabel"
  | "setSettings"
  | "setParent"
  | "renameNode";

function otherwiseChanged(
  document: WorkflowDocument,
  command: Exclude<Command, { readonly type: NodeCommand }>,
): WorkflowDocument {
  switch (command.type) {
    case "connect":
      return connected(document, command);
    case "disconnect":
      return disconnected(document, command);
    case "reconnect":
      return reconnected(document, command);
    case "insertOnEdge":
      return insertedOnEdge(document, command);
    case "setWorkflow":
      return workflowSet(document, command);
    case "addNotes":
      return notesAdded(document, command);
    case "changeNote":
      return noteChanged(document, command);
    case "removeNotes":
      return notesRemoved(document, command);
    case "addGroup":
      return groupAdded(document, command);
    case "changeGroup":
      return groupChanged(document, command);
    case "removeGroups":
      return groupsRemoved(document, command);
    case "batch":
      return command.commands.reduce(changed, document);
    case "replaceDocument":
      return checked(command.document);
    case "patch":
      return patched(document, command);
  }
}
