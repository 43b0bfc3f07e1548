/** What can be done on the canvas by shortcut, by menu or from the palette of commands. */

import type { Action } from "../actions";
import { arrangeActions } from "./actions/arrange-actions";
import { editActions } from "./actions/edit-actions";
import { listedKeys } from "./actions/listed-keys";
import { viewActions } from "./actions/view-actions";

export const canvasActions: readonly Action[] = [
  ...editActions,
  ...arrangeActions,
  ...viewActions,
  ...listedKeys,
];
