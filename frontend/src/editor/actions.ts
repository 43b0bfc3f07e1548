/** Things a person can do in the editor by shortcut, by the palette of commands, or by a menu. */

import type { EditorStores } from "./context";

export type Action = {
  readonly id: string;
  readonly label: string;
  /** Where it stands in the list of shortcuts. */
  readonly group: "Workflow" | "Edit" | "Canvas" | "Run" | "Help";
  /** As Mantine's hotkeys spell it, such as `mod+Z`; several are equal. */
  readonly keys?: readonly string[];
  /** Whether it can be done now; absent: always. */
  readonly isEnabled?: (stores: EditorStores) => boolean;
  readonly run: (stores: EditorStores) => void;
};
