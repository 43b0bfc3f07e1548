/** What the application adds to the editor from its other parts, such as versions, sharing and triggers. */

import type { ReactNode } from "react";

/** Opened as a drawer, and by `?panel=<key>`. */
export type EditorPanel = {
  readonly key: string;
  readonly label: string;
  readonly icon: ReactNode;
  readonly element: ReactNode;
};
