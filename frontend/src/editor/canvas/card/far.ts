import { createContext } from "react";

/** Below this zoom cards are drawn as plain boxes. */
export const FAR_ZOOM = 0.42;

/** Whether the canvas is seen from so far that texts cannot be read. */
export const Far = createContext(false);
