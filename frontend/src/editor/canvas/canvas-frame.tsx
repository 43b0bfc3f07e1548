import { type ReactNode, useMemo } from "react";
import { useEditor, useStores } from "../context";
import classes from "./canvas.module.css";
import { cardId } from "./card/card-id";
import { frameEvents } from "./gestures/frame-events";
import { CANVAS_HELP, LiveRegion } from "./live-region";
import { viewOf } from "./view";

export type CanvasFrameProps = { children: ReactNode };

/** The canvas as one thing that takes the keyboard: what is selected is told by name. */
export function CanvasFrame({ children }: CanvasFrameProps) {
  const stores = useStores();
  const first = useEditor((state) => state.selection.nodes.values().next().value);
  const events = useMemo(() => frameEvents(stores), [stores]);
  return (
    <section
      ref={(element) => {
        viewOf(stores).element = element;
      }}
      role="application"
      aria-label="Canvas"
      aria-roledescription="canvas"
      aria-describedby={CANVAS_HELP}
      aria-activedescendant={first === undefined ? undefined : cardId(first)}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard works on it
      tabIndex={0}
      data-canvas
      className={classes.frame}
      {...events}
    >
      {children}
      <LiveRegion />
    </section>
  );
}
