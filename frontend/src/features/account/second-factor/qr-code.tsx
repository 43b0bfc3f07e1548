import { generate } from "lean-qr";
import { useMemo } from "react";

export type QrCodeProps = { text: string; label: string; size?: number };

/** Modules of white that scanners need around a code. */
const MARGIN = 4;

/** A text as a picture for cameras: black on white in both themes. */
export function QrCode({ text, label, size = 208 }: QrCodeProps) {
  const { path, side } = useMemo(() => drawn(text), [text]);
  return (
    <svg
      role="img"
      aria-label={label}
      width={size}
      height={size}
      viewBox={`${-MARGIN} ${-MARGIN} ${side + 2 * MARGIN} ${side + 2 * MARGIN}`}
      shapeRendering="crispEdges"
    >
      <rect x={-MARGIN} y={-MARGIN} width={side + 2 * MARGIN} height={side + 2 * MARGIN} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

function drawn(text: string): { path: string; side: number } {
  const code = generate(text);
  const sides = Array.from({ length: code.size }, (_, at) => at);
  const dots = sides.flatMap((y) => sides.filter((x) => code.get(x, y)).map((x) => `M${x} ${y}h1v1h-1z`));
  return { path: dots.join(""), side: code.size };
}
