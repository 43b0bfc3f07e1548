/** Which node types can be added where somebody asks for one. */

import type { Catalogue, NodeType } from "~/document/catalogue";
import { fittingTypes, startingTypes } from "~/document/connecting";
import { edgeById, nodeById } from "~/document/lookup";
import type { WorkflowDocument } from "~/document/types";
import type { Link } from "../view";

type Open = { readonly document: WorkflowDocument; readonly catalogue: Catalogue };

/** Those that can be connected as wanted, and that may stand beside what they are connected with. */
export function offeredTypes({ document, catalogue }: Open, link: Link | undefined): readonly NodeType[] {
  if (link === undefined) return catalogue.items;
  const isInside = isInContainer(document, link);
  return link.kind === "to" ? startingTypes(catalogue, isInside) : fittingTypes(catalogue, isInside);
}

function isInContainer(document: WorkflowDocument, link: Link): boolean {
  const beside = link.kind === "edge" ? edgeById(document, link.edge)?.source : link.node;
  return beside !== undefined && nodeById(document, beside)?.parent !== undefined;
}
