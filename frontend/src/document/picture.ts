/** A document as boxes and lines, for small pictures of it. */

import type { Catalogue } from "./catalogue";
import { type Box, boundsOf, boxOf } from "./geometry";
import { childrenOf } from "./lookup";
import { nodeTypeOf } from "./node-types";
import type { WorkflowDocument } from "./types";

/** `colour`: a name of the palette, such as "violet". `isFrame`: other boxes stand inside. */
export type PictureBox = Box & {
  readonly id: string;
  readonly label: string;
  readonly colour: string;
  readonly isFrame: boolean;
};
export type PictureLine = { readonly id: string; readonly from: string; readonly to: string };
export type PictureData = {
  readonly boxes: readonly PictureBox[];
  readonly lines: readonly PictureLine[];
  readonly bounds: Box;
};

const NOWHERE: Box = { x: 0, y: 0, width: 1, height: 1 };

/** Frames come before what is inside them. Without a catalogue every box is gray. */
export function pictureOf(document: WorkflowDocument, catalogue?: Catalogue): PictureData {
  const ids = inDrawingOrder(document);
  const byId = new Map(document.nodes.map((node) => [node.id, node]));
  const boxes = ids.flatMap((id) => {
    const node = byId.get(id);
    if (!node) return [];
    const type = catalogue && nodeTypeOf(catalogue, node);
    const label = node.data?.label;
    return {
      ...boxOf(document, id),
      id,
      label: typeof label === "string" && label !== "" ? label : (type?.label ?? node.type ?? id),
      colour: type?.colour ?? "gray",
      isFrame: childrenOf(document, id).length > 0,
    };
  });
  const lines = document.edges
    .filter(({ source, target }) => byId.has(source) && byId.has(target))
    .map(({ id, source, target }) => ({ id, from: source, to: target }));
  return { boxes, lines, bounds: boundsOf(document, ids) ?? NOWHERE };
}

function inDrawingOrder(document: WorkflowDocument): readonly string[] {
  const order: string[] = [];
  const seen = new Set<string>();
  const waiting = [...childrenOf(document, undefined)];
  for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
    if (seen.has(id)) continue;
    seen.add(id);
    order.push(id);
    waiting.push(...childrenOf(document, id));
  }
  return order;
}
