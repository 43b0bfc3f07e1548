/** What two drafts differ in, node by node. */

import type { Catalogue } from "~/document/catalogue";
import { nodeIndex } from "~/document/lookup";
import { titleOf } from "~/document/node-types";
import type { WorkflowDocument, WorkflowNode } from "~/document/types";
import { fingerprint } from "./fingerprint";

export type Difference = {
  readonly id: string;
  readonly title: string;
  readonly what: "only mine" | "only theirs" | "different" | "moved";
};

/** Nodes that only one has, and those that say something else; then whether edges or the rest differ. */
export function differences(
  mine: WorkflowDocument,
  theirs: WorkflowDocument,
  catalogue: Catalogue,
): readonly Difference[] {
  const title = (node: WorkflowNode) => titleOf(catalogue, node);
  const { at } = nodeIndex(theirs.nodes);
  const { at: here } = nodeIndex(mine.nodes);
  const ofMine = mine.nodes.flatMap((node): Difference[] => {
    const other = theirs.nodes[at.get(node.id) ?? -1];
    const what = other === undefined ? "only mine" : changeBetween(node, other);
    return what === null ? [] : [{ id: node.id, title: title(node), what }];
  });
  const ofTheirs = theirs.nodes
    .filter((node) => !here.has(node.id))
    .map((node): Difference => ({ id: node.id, title: title(node), what: "only theirs" }));
  return [...ofMine, ...ofTheirs, ...otherDifferences(mine, theirs)];
}

function changeBetween(mine: WorkflowNode, theirs: WorkflowNode): "different" | "moved" | null {
  if (says(mine) === says(theirs)) return null;
  const [{ position: _1, size: _2, ...one }, { position: _3, size: _4, ...other }] = [mine, theirs];
  return says(one) === says(other) ? "moved" : "different";
}

function otherDifferences(mine: WorkflowDocument, theirs: WorkflowDocument): readonly Difference[] {
  const edges = (document: WorkflowDocument) => fingerprint({ nodes: [], edges: document.edges });
  const rest = (document: WorkflowDocument) => fingerprint({ ...document, nodes: [], edges: [] });
  const found: Difference[] = [];
  if (edges(mine) !== edges(theirs)) found.push({ id: "edges", title: "Edges", what: "different" });
  if (rest(mine) !== rest(theirs))
    found.push({ id: "rest", title: "Description, settings, notes or groups", what: "different" });
  return found;
}

function says(node: WorkflowNode): string {
  return fingerprint({ nodes: [node], edges: [] });
}
