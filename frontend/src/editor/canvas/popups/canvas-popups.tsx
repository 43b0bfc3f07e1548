import { useCanvas } from "../view";
import { QuickAdd } from "./quick-add";

/** What is open on the canvas. */
export function CanvasPopups() {
  const popup = useCanvas((ui) => ui.popup);
  if (popup?.kind === "add") return <QuickAdd popup={popup} />;
  return null;
}
