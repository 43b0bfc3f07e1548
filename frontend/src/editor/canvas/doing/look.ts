/** Zooming, fitting, the overview, the search: what changes only how the canvas is seen. */

import type { EditorStores } from "../../context";
import { viewOf } from "../view";

const QUICK = { duration: 180 };

export function zoomIn(stores: EditorStores): void {
  void viewOf(stores).flow?.zoomIn(QUICK);
}

export function zoomOut(stores: EditorStores): void {
  void viewOf(stores).flow?.zoomOut(QUICK);
}

export function zoomToFull(stores: EditorStores): void {
  void viewOf(stores).flow?.zoomTo(1, QUICK);
}

export function fitAll(stores: EditorStores): void {
  void viewOf(stores).flow?.fitView({ padding: 0.15, maxZoom: 1, ...QUICK });
}

export function fitSelection(stores: EditorStores): void {
  const nodes = [...stores.editor.getState().selection.nodes].map((id) => ({ id }));
  if (nodes.length > 0) void viewOf(stores).flow?.fitView({ nodes, padding: 0.3, maxZoom: 1.25, ...QUICK });
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
