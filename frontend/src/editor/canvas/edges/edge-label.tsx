import classes from "./canvas-edge.module.css";

export type EdgeLabelProps = { x: number; y: number; text: string };

const LETTER = 6.4;
const LONGEST = 18;

/** The name of a port and a count, in the middle of an edge. */
export function EdgeLabel({ x, y, text }: EdgeLabelProps) {
  const shown = text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
  const width = shown.length * LETTER + 12;
  return (
    <g className={classes.label} transform={`translate(${x} ${y})`}>
      <rect x={-width / 2} y={-9} width={width} height={18} rx={9} />
      <text textAnchor="middle" dominantBaseline="central">
        {shown}
      </text>
    </g>
  );
}
