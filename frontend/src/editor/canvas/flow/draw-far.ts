/** Draws a graph as boxes and lines on a picture. */

import type { Viewport } from "@xyflow/react";
import type { Position } from "~/document/types";
import type { FlowEdge, FlowNode } from "./flow-types";

/** Colours by name, as the theme has them now. */
export type Inks = ReadonlyMap<string, { readonly tint: string; readonly ink: string }>;

type Box = Position & { readonly width: number; readonly height: number; readonly colour: string };
export type Drawn = {
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly FlowEdge[];
  readonly cornerOf: (id: string) => Position | undefined;
};

const COLOURS = "gray red pink grape violet indigo blue cyan teal green lime yellow orange".split(" ");
const LINE = "line";

/** Read the colours of the palette from the page. */
export function inksOf(element: HTMLElement): Inks {
  const probe = document.createElement("span");
  element.append(probe);
  const inks = new Map(COLOURS.map((colour) => [colour, inkOf(probe, colour)]));
  probe.remove();
  return new Map([...inks, [LINE, inks.get("gray") ?? { tint: "gray", ink: "gray" }]]);
}

function inkOf(probe: HTMLElement, colour: string) {
  probe.dataset.colour = colour;
  probe.style.color = "var(--node-ink)";
  probe.style.backgroundColor = "var(--node-tint)";
  const { color, backgroundColor } = getComputedStyle(probe);
  return { ink: color, tint: backgroundColor };
}

export function drawFar(picture: HTMLCanvasElement, viewport: Viewport, drawn: Drawn, inks: Inks): void {
  const context = picture.getContext("2d");
  if (!context) return;
  const { clientWidth: width, clientHeight: height } = picture;
  if (picture.width !== width) picture.width = width;
  if (picture.height !== height) picture.height = height;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width, height);
  context.setTransform(viewport.zoom, 0, 0, viewport.zoom, viewport.x, viewport.y);
  const boxes = boxesOf(drawn);
  drawEdges(context, drawn.edges, boxes, inks.get(LINE)?.ink ?? "gray");
  for (const [colour, same] of byColour(boxes.values())) drawBoxes(context, same, inks.get(colour));
}

function boxesOf({ nodes, cornerOf }: Drawn): ReadonlyMap<string, Box> {
  return new Map(
    nodes.flatMap((node) => {
      const corner = cornerOf(node.id);
      if (!corner || node.type === "group") return [];
      const colour = node.type === "note" ? node.data.note.colour : (node.data.type?.colour ?? "gray");
      return [[node.id, { ...corner, width: node.width ?? 0, height: node.height ?? 0, colour }]];
    }),
  );
}

function drawEdges(
  context: CanvasRenderingContext2D,
  edges: readonly FlowEdge[],
  boxes: ReadonlyMap<string, Box>,
  ink: string,
): void {
  context.beginPath();
  for (const { source, target } of edges) {
    const from = boxes.get(source);
    const to = boxes.get(target);
    if (!from || !to) continue;
    context.moveTo(from.x + from.width, from.y + from.height / 2);
    context.lineTo(to.x, to.y + to.height / 2);
  }
  context.lineWidth = 3;
  context.strokeStyle = ink;
  context.stroke();
}

function drawBoxes(
  context: CanvasRenderingContext2D,
  boxes: readonly Box[],
  colours: { readonly tint: string; readonly ink: string } | undefined,
): void {
  context.beginPath();
  for (const { x, y, width, height } of boxes) context.rect(x, y, width, height);
  context.fillStyle = colours?.tint ?? "gray";
  context.fill();
  context.lineWidth = 2;
  context.strokeStyle = colours?.ink ?? "gray";
  context.stroke();
}

function byColour(boxes: Iterable<Box>): ReadonlyMap<string, readonly Box[]> {
  const found = new Map<string, Box[]>();
  for (const box of boxes) {
    const same = found.get(box.colour);
    if (same) same.push(box);
    else found.set(box.colour, [box]);
  }
  return found;
}
