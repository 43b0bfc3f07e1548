import type { Ref } from "react";
import type { Position } from "~/document/types";

export type AtPointProps = { at: Position; ref?: Ref<HTMLSpanElement> };

/** Nothing to see: the place on the screen that a popup opens at. */
export function AtPoint({ at, ref }: AtPointProps) {
  return (
    <span
      ref={ref}
      aria-hidden="true"
      style={{ position: "fixed", left: at.x, top: at.y, width: 1, height: 1 }}
    />
  );
}
