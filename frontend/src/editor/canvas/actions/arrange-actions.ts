/** Putting things in order. */

import type { Action } from "../../actions";
import { alignSelection, distributeSelection } from "../doing/arrange";
import { tidyUp } from "../doing/tidy-up";
import { canEditMany, canEditNodes } from "./enabled";

export const arrangeActions: readonly Action[] = [
  {
    id: "tidy",
    label: "Tidy up the layout",
    group: "Canvas",
    keys: ["L"],
    isEnabled: canEditNodes,
    run: tidyUp,
  },
  {
    id: "align-left",
    label: "Align at the left",
    group: "Canvas",
    isEnabled: canEditMany(2),
    run: (stores) => alignSelection(stores, "left"),
  },
  {
    id: "align-centre",
    label: "Align at the centres",
    group: "Canvas",
    isEnabled: canEditMany(2),
    run: (stores) => alignSelection(stores, "centre"),
  },
  {
    id: "align-right",
    label: "Align at the right",
    group: "Canvas",
    isEnabled: canEditMany(2),
    run: (stores) => alignSelection(stores, "right"),
  },
  {
    id: "align-top",
    label: "Align at the top",
    group: "Canvas",
    isEnabled: canEditMany(2),
    run: (stores) => alignSelection(stores, "top"),
  },
  {
    id: "align-middle",
    label: "Align at the middles",
    group: "Canvas",
    isEnabled: canEditMany(2),
    run: (stores) => alignSelection(stores, "middle"),
  },
  {
    id: "align-bottom",
    label: "Align at the bottom",
    group: "Canvas",
    isEnabled: canEditMany(2),
    run: (stores) => alignSelection(stores, "bottom"),
  },
  {
    id: "distribute-across",
    label: "Distribute from left to right",
    group: "Canvas",
    isEnabled: canEditMany(3),
    run: (stores) => distributeSelection(stores, "horizontal"),
  },
  {
    id: "distribute-down",
    label: "Distribute from top to bottom",
    group: "Canvas",
    isEnabled: canEditMany(3),
    run: (stores) => distributeSelection(stores, "vertical"),
  },
];
