/** What of a graph is seen first. */

import type { FitViewOptions } from "@xyflow/react";
import type { FlowNode } from "./flow-types";

/** Above this many nodes a graph is large: only what is in view is in the page. */
export const MANY = 300;
const PAGE = { width: 1400, height: 900 } as const;
const WHOLE: FitViewOptions<FlowNode> = { padding: 0.08, maxZoom: 1 };

/** All of a graph; of a large one, which could not be read then, where it begins. */
export function firstView(nodes: readonly FlowNode[]): FitViewOptions<FlowNode> {
  if (nodes.length <= MANY) return WHOLE;
  const outer = nodes.filter((node) => node.type === "card" && node.parentId === undefined);
  const first = outer.reduce<FlowNode | undefined>(
    (one, other) => (isBefore(other, one) ? other : one),
    undefined,
  );
  if (!first) return WHOLE;
  const { x, y } = first.position;
  const shown = outer.filter(
    ({ position }) => position.x < x + PAGE.width && position.y >= y && position.y < y + PAGE.height,
  );
  return { ...WHOLE, nodes: shown.map(({ id }) => ({ id })), padding: 0.05, minZoom: 0.5 };
}

function isBefore({ position }: FlowNode, other: FlowNode | undefined): boolean {
  if (!other) return true;
  return position.x < other.position.x || (position.x === other.position.x && position.y < other.position.y);
}
