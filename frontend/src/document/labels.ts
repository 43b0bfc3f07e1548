/** What commands are called, to follow "Undo: " and "Redo: ". */

import type { Catalogue } from "./catalogue";
import type { Command } from "./commands/command";
import { nodeById } from "./lookup";
import { nodeTypeOf, titleOf } from "./node-types";
import type { WorkflowDocument, WorkflowNode } from "./types";

/** `document`: the one that the command is applied to, for the names of its nodes. */
export function labelOf(command: Command, catalogue: Catalogue, document?: WorkflowDocument): string {
  const title = (id: string) => titleById(id, catalogue, document);
  switch (command.type) {
    case "addNodes":
      return `add ${nodesText(command.nodes, catalogue)}`;
    case "removeNodes":
      return `delete ${idsText(command.ids, title)}`;
    case "moveNodes":
      return `move ${idsText(Object.keys(command.positions), title)}`;
    case "resizeNode":
      return `resize ${title(command.id)}`;
    case "setField":
      return `change ${fieldText(command.path[0], command.node, catalogue, document)} of ${title(command.node)}`;
    case "setData":
      return `change the fields of ${title(command.node)}`;
    case "setLabel":
      return command.label.trim() === ""
        ? `remove the name of ${title(command.node)}`
        : `rename to “${command.label}”`;
    case "setSettings":
      return `change the settings of ${title(command.node)}`;
    case "setParent":
      return command.parent === null
        ? `take ${idsText(command.ids, title)} out of the container`
        : `move ${idsText(command.ids, title)} into ${title(command.parent)}`;
    case "renameNode":
      return `change the id to ${command.to}`;
    case "insertOnEdge":
      return `insert ${nodesText([command.node], catalogue)}`;
    case "batch":
      return command.label ?? batchText(command.commands, catalogue, document);
    default:
      return plainLabel(command);
  }
}

type Nameless = Exclude<
  Command,
  {
    readonly type:
      | "addNodes"
      | "removeNodes"
      | "moveNodes"
      | "resizeNode"
      | "setField"
      | "setData"
      | "setLabel"
      | "setSettings"
      | "setParent"
      | "renameNode"
      | "insertOnEdge"
      | "batch";
  }
>;

function plainLabel(command: Nameless): string {
  switch (command.type) {
    case "connect":
      return "connect two nodes";
    case "disconnect":
      return `delete ${counted(command.ids.length, "edge")}`;
    case "reconnect":
      return "reconnect an edge";
    case "setWorkflow":
      return `change the ${Object.keys(command)
        .filter((key) => key !== "type")
        .join(" and ")} of the workflow`;
    case "addNotes":
      return `add ${counted(command.notes.length, "note")}`;
    case "changeNote":
      return command.change.text === undefined ? "change a note" : "edit a note";
    case "removeNotes":
      return `delete ${counted(command.ids.length, "note")}`;
    case "addGroup":
      return `group ${counted(command.group.nodes.length, "node")}`;
    case "changeGroup":
      return "change a group";
    case "removeGroups":
      return "ungroup";
    case "replaceDocument":
      return "replace the whole workflow";
    case "patch":
      return "change the workflow";
  }
}

function batchText(commands: readonly Command[], catalogue: Catalogue, document?: WorkflowDocument): string {
  const labels = [...new Set(commands.map((command) => labelOf(command, catalogue, document)))];
  if (labels.length <= 2) return labels.join(" and ") || "change nothing";
  return `${labels[0]} and ${counted(labels.length - 1, "more change")}`;
}

function nodesText(nodes: readonly WorkflowNode[], catalogue: Catalogue): string {
  const [only] = nodes;
  return only && nodes.length === 1 ? titleOf(catalogue, only) : counted(nodes.length, "node");
}

function idsText(ids: readonly string[], title: (id: string) => string): string {
  const [only] = ids;
  return only !== undefined && ids.length === 1 ? title(only) : counted(ids.length, "node");
}

function titleById(id: string, catalogue: Catalogue, document?: WorkflowDocument): string {
  const node = document && nodeById(document, id);
  return node ? titleOf(catalogue, node) : "a node";
}

function fieldText(
  field: string | number | undefined,
  id: string,
  catalogue: Catalogue,
  document?: WorkflowDocument,
): string {
  const node = document && nodeById(document, id);
  const schema = node && nodeTypeOf(catalogue, node)?.params.properties?.[String(field)];
  return `“${schema?.title ?? String(field)}”`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
