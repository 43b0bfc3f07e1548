import classes from "./picture.module.css";

export type PictureBoxShape = {
  id: string;
  label: string;
  colour: string;
  isFrame: boolean;
  x: number;
  y: number;
  width: number;
  height: number;
};

export type PictureProps = {
  boxes: readonly PictureBoxShape[];
  lines: readonly { id: string; from: string; to: string; colour?: string }[];
  bounds: { x: number; y: number; width: number; height: number };
  height: number | string;
  /** Whether names are written into the boxes. */
  hasLabels?: boolean;
  onPick?: (id: string) => void;
};

const MARGIN = 24;
const LETTERS = 24;

/** Boxes and lines, as large as there is room for. A picture only: what it says has to stand beside it in words. */
export function Picture({ boxes, lines, bounds, height, hasLabels = false, onPick }: PictureProps) {
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const view = [
    bounds.x - MARGIN,
    bounds.y - MARGIN,
    bounds.width + 2 * MARGIN,
    bounds.height + 2 * MARGIN,
  ].join(" ");
  return (
    <svg
      viewBox={view}
      width="100%"
      height={height}
      preserveAspectRatio="xMidYMid meet"
      aria-hidden="true"
      className={classes.picture}
    >
      {boxes.map((box) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: the list beside the picture does the same by keyboard
        <g key={box.id} onClick={() => onPick?.(box.id)} data-pickable={onPick !== undefined || undefined}>
          <rect
            x={box.x}
            y={box.y}
            width={box.width}
            height={box.height}
            rx={10}
            className={box.isFrame ? classes.frame : classes.box}
            style={{ stroke: line(box.colour), fill: box.isFrame ? "none" : fill(box.colour) }}
          />
          {hasLabels && (
            <text
              x={box.x + (box.isFrame ? 12 : box.width / 2)}
              y={box.y + (box.isFrame ? 24 : box.height / 2)}
              textAnchor={box.isFrame ? "start" : "middle"}
              dominantBaseline="middle"
              className={classes.label}
            >
              {box.label.length > LETTERS ? `${box.label.slice(0, LETTERS - 1)}…` : box.label}
            </text>
          )}
        </g>
      ))}
      {lines.map(({ id, from, to, colour }) => (
        <path
          key={id}
          d={curve(byId.get(from), byId.get(to))}
          className={classes.line}
          style={colour ? { stroke: line(colour) } : undefined}
        />
      ))}
    </svg>
  );
}

function curve(from: PictureBoxShape | undefined, to: PictureBoxShape | undefined): string {
  if (!from || !to) return "";
  const [x1, y1] = [from.x + from.width, from.y + from.height / 2];
  const [x2, y2] = [to.x, to.y + to.height / 2];
  const bend = Math.max(24, Math.abs(x2 - x1) / 2);
  return `M ${x1} ${y1} C ${x1 + bend} ${y1}, ${x2 - bend} ${y2}, ${x2} ${y2}`;
}

function line(colour: string): string {
  return `var(--mantine-color-${colour}-6)`;
}

function fill(colour: string): string {
  return `var(--mantine-color-${colour}-light)`;
}
