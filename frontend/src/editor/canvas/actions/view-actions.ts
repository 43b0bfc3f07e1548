/** How the canvas is seen. */

import type { Action } from "../../actions";
import { fitAll, fitSelection, openSearch, toggleMinimap, zoomIn, zoomOut, zoomToFull } from "../doing/look";
import { hasNodes, hasSelection } from "./enabled";

export const viewActions: readonly Action[] = [
  { id: "fit", label: "Fit everything", group: "Canvas", keys: ["1"], isEnabled: hasNodes, run: fitAll },
  {
    id: "fit-selection",
    label: "Fit what is selected",
    group: "Canvas",
    keys: ["2"],
    isEnabled: hasSelection,
    run: fitSelection,
  },
  { id: "zoom-in", label: "Zoom in", group: "Canvas", keys: ["+", "="], run: zoomIn },
  { id: "zoom-out", label: "Zoom out", group: "Canvas", keys: ["-"], run: zoomOut },
  { id: "zoom-full", label: "Zoom to 100 %", group: "Canvas", keys: ["0"], run: zoomToFull },
  { id: "minimap", label: "Show the overview, or hide it", group: "Canvas", keys: ["M"], run: toggleMinimap },
  { id: "search-canvas", label: "Search the canvas", group: "Canvas", keys: ["/"], run: openSearch },
];
