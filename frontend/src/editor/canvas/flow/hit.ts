/** What stands at a place of the canvas. */

import type { ReactFlowInstance } from "@xyflow/react";
import type { Position } from "~/document/types";
import type { CardNode, FlowEdge, FlowNode } from "./flow-types";

type Flow = ReactFlowInstance<FlowNode, FlowEdge> | null;

export function cardOf(flow: Flow, id: string): CardNode | undefined {
  const node = flow?.getNode(id);
  return node?.type === "card" ? node : undefined;
}

/** The innermost container around a place of the canvas, those in `except` left out. */
export function containerAt(flow: Flow, place: Position, except: ReadonlySet<string>): string | undefined {
  const frames = (flow?.getNodes() ?? []).filter((node) => node.type === "card" && node.data.isFrame);
  const around = frames.filter(({ id }) => !except.has(id) && isAround(flow, id, place));
  return around.at(-1)?.id;
}

function isAround(flow: Flow, id: string, { x, y }: Position): boolean {
  const node = flow?.getInternalNode(id);
  if (!node) return false;
  const { positionAbsolute: corner } = node.internals;
  const { width = 0, height = 0 } = node.measured;
  return x >= corner.x && y >= corner.y && x <= corner.x + width && y <= corner.y + height;
}

/** The edge at a place of the screen, also below what is dragged there. */
export function edgeAt({ x, y }: Position): string | undefined {
  return dataIdAt({ x, y }, ".react-flow__edge");
}

/** The node at a place of the screen. */
export function nodeAt({ x, y }: Position): string | undefined {
  return dataIdAt({ x, y }, ".react-flow__node-card");
}

function dataIdAt({ x, y }: Position, selector: string): string | undefined {
  for (const element of document.elementsFromPoint(x, y)) {
    const found = element.closest(selector)?.getAttribute("data-id");
    if (found) return found;
  }
  return undefined;
}
