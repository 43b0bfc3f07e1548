import { useCanvas } from "../view";
import { CanvasMenu } from "./canvas-menu";
import { ConnectionsDialog } from "./connections-dialog";
import { ContainerDialog } from "./container-dialog";
import { QuickAdd } from "./quick-add";

/** What is open on the canvas. */
export function CanvasPopups() {
  const popup = useCanvas((ui) => ui.popup);
  switch (popup?.kind) {
    case "add":
      return <QuickAdd popup={popup} />;
    case "menu":
      return <CanvasMenu popup={popup} />;
    case "connections":
      return <ConnectionsDialog popup={popup} />;
    case "container":
      return <ContainerDialog />;
    default:
      return null;
  }
}
