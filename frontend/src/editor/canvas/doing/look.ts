/** Zooming, fitting, the overview, the search: what changes only how the canvas is seen. */

import { isStill } from "~/lib/motion";
import type { EditorStores } from "../../context";
import { viewOf } from "../view";

const DURATION_MS = 180;

export function zoomIn(stores: EditorStores): void {
  void viewOf(stores).flow?.zoomIn(quickly());
}

export function zoomOut(stores: EditorStores): void {
  void viewOf(stores).flow?.zoomOut(quickly());
}

export function zoomToFull(stores: EditorStores): void {
  void viewOf(stores).flow?.zoomTo(1, quickly());
}

export function fitAll(stores: EditorStores): void {
  void viewOf(stores).flow?.fitView({ padding: 0.15, maxZoom: 1, ...quickly() });
}

export function fitSelection(stores: EditorStores): void {
  const nodes = [...stores.editor.getState().selection.nodes].map((id) => ({ id }));
  if (nodes.length > 0)
    void viewOf(stores).flow?.fitView({ nodes, padding: 0.3, maxZoom: 1.25, ...quickly() });
}

export function toggleMinimap(stores: EditorStores): void {
  const { ui } = viewOf(stores);
  ui.setState({ isMinimapShown: !ui.getState().isMinimapShown });
}

export function openSearch(stores: EditorStores): void {
  viewOf(stores).ui.setState({ isSearching: true });
}

export function closeSearch(stores: EditorStores): void {
  const { ui, element } = viewOf(stores);
  ui.setState({ isSearching: false });
  element?.focus({ preventScroll: true });
}

function quickly(): { duration: number } {
  return { duration: isStill() ? 0 : DURATION_MS };
}
