/** Moves that can be followed by eye. */

import { nodeById } from "~/document/lookup";
import type { Position, WorkflowDocument } from "~/document/types";
import { isStill } from "~/lib/motion";
import type { CanvasView } from "../view";

const DURATION = 240;
/** With more nodes than this the frames would come too late to be of use. */
const MOST = 400;

/** Show nodes on the way to their places; done when they are there. */
export function glide(
  { ui }: CanvasView,
  document: WorkflowDocument,
  places: ReadonlyMap<string, Position>,
): Promise<void> {
  if (places.size > MOST || isStill()) return Promise.resolve();
  const start = performance.now();
  return new Promise((resolve) => {
    const frame = (now: number) => {
      const part = Math.min((now - start) / DURATION, 1);
      ui.setState({ moving: between(document, places, eased(part)) });
      if (part < 1) requestAnimationFrame(frame);
      else resolve();
    };
    requestAnimationFrame(frame);
  });
}

function between(
  document: WorkflowDocument,
  places: ReadonlyMap<string, Position>,
  part: number,
): ReadonlyMap<string, Position> {
  return new Map(
    [...places].map(([id, to]) => [id, onTheWay(nodeById(document, id)?.position ?? to, to, part)]),
  );
}

function onTheWay(from: Position, to: Position, part: number): Position {
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}

function eased(part: number): number {
  return 1 - (1 - part) ** 3;
}
