import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import classes from "./resizer.module.css";

export type ResizerProps = {
  label: string;
  /** Of the part that is before or after it. */
  size: number;
  min: number;
  max: number;
  orientation: "vertical" | "horizontal";
  onResize: (size: number) => void;
};

const STEP = 16;

/** A line between two parts that can be moved, by mouse or by arrow keys. The part behind it grows. */
export function Resizer({ label, size, min, max, orientation, onResize }: ResizerProps) {
  const start = useRef<{ at: number; size: number }>(null);
  const isUpright = orientation === "vertical";
  const placeOf = (event: PointerEvent) => (isUpright ? event.clientX : event.clientY);
  const resize = (to: number) => onResize(Math.round(Math.min(Math.max(to, min), max)));

  function move(event: PointerEvent) {
    if (start.current) resize(start.current.size + start.current.at - placeOf(event));
  }

  function key(event: KeyboardEvent) {
    const [grow, shrink] = isUpright ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
    const to = { [grow]: size + STEP, [shrink]: size - STEP, Home: min, End: max }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    resize(to);
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule between parts cannot be moved
    <div
      role="separator"
      aria-label={label}
      aria-orientation={orientation}
      aria-valuenow={size}
      aria-valuemin={min}
      aria-valuemax={max}
      tabIndex={0}
      className={classes.resizer}
      data-orientation={orientation}
      onKeyDown={key}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { at: placeOf(event), size };
      }}
      onPointerMove={move}
      onPointerUp={() => {
        start.current = null;
      }}
    />
  );
}
