/** Dragging a path out of the results, into an expression. */

import type { DragEvent } from "react";
import { PATH_TYPE } from "../expression/dropped-path";

export function dragPath(event: DragEvent, path: string): void {
  event.dataTransfer.setData(PATH_TYPE, path);
  event.dataTransfer.setData("text/plain", path);
  event.dataTransfer.effectAllowed = "copy";
}
