import { useEditor } from "../../context";
import { EmptyCanvas } from "./empty-canvas";
import { ViewBar } from "./view-bar";

/** What lies over the canvas. */
export function CanvasBars() {
  const isEmpty = useEditor(({ document }) => document.nodes.length === 0 && !document.editor?.notes?.length);
  return (
    <>
      {isEmpty && <EmptyCanvas />}
      <ViewBar />
    </>
  );
}
