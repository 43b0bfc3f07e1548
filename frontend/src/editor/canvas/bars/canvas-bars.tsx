import { useEditor } from "../../context";
import { useCanvas } from "../view";
import { EmptyCanvas } from "./empty-canvas";
import { SearchBox } from "./search-box";
import { SelectionBar } from "./selection-bar";
import { ViewBar } from "./view-bar";

/** What lies over the canvas. */
export function CanvasBars() {
  const isEmpty = useEditor(({ document }) => document.nodes.length === 0 && !document.editor?.notes?.length);
  const isMany = useEditor(
    ({ selection, canEdit }) => canEdit && selection.nodes.size + selection.notes.size > 1,
  );
  const isSearching = useCanvas((ui) => ui.isSearching);
  return (
    <>
      {isEmpty && <EmptyCanvas />}
      {isMany && <SelectionBar />}
      {isSearching && <SearchBox />}
      <ViewBar />
    </>
  );
}
