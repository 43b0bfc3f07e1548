/** What the tour tells, and where its card stands. */

import { keyNames } from "../shortcuts/keys";

export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

export const STEPS = [
  {
    target: "palette",
    title: "Nodes to choose from",
    text: "Every node does one thing. Drag one onto the canvas, or click it. Search by name or by what it is for.",
  },
  {
    target: "canvas",
    title: "The canvas",
    text: "Connect nodes by dragging from a port to another node. Press A to add a node, Tab to add one behind the selected node.",
  },
  {
    target: "inspector",
    title: "What a node does",
    text: "Select a node to fill in its form. Fields for expressions show their result while you type.",
  },
  {
    target: "run",
    title: "Run it",
    text: `${keyNames("mod+Enter").join(" ")} saves and runs the draft. Nodes light up as they run, and nothing is published by running.`,
  },
  {
    target: "results",
    title: "Results and problems",
    text: "See what the selected node got and gave, and what has to be put right before it can run. Press ? for all shortcuts.",
  },
] as const;

const CARD = { width: 320, height: 210 } as const;
const GAP = 12;

/** Beside the box where there is room, else over it; always within the window. */
export function cardPlace(box: Box, window: Pick<Box, "width" | "height">): { left: number; top: number } {
  const right = box.x + box.width + GAP;
  const left = right + CARD.width < window.width ? right : box.x - CARD.width - GAP;
  const isBeside = left >= 0;
  const wanted = {
    left: isBeside ? left : box.x + GAP,
    top: isBeside ? box.y + GAP : box.y - CARD.height - GAP,
  };
  return {
    left: within(wanted.left, window.width - CARD.width - GAP),
    top: within(wanted.top, window.height - CARD.height - GAP),
  };
}

function within(value: number, most: number): number {
  return Math.max(GAP, Math.min(value, most));
}
