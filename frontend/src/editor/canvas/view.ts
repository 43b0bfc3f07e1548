/** What belongs to the canvas on the screen and not to the document: its view, what is open on it, what moves. */

import type { ReactFlowInstance } from "@xyflow/react";
import { useStore } from "zustand";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Position } from "~/document/types";
import { type EditorStores, useStores } from "../context";
import type { FlowEdge, FlowNode } from "./flow/flow-types";

/** What a new node is connected with: it comes behind a port, before a node, or between the ends of an edge. */
export type Link =
  | { readonly kind: "from"; readonly node: string; readonly port: string }
  | { readonly kind: "to"; readonly node: string }
  | { readonly kind: "edge"; readonly edge: string };

/** `at`: on the screen; `place`: on the canvas, where what is added goes. */
export type Popup =
  | { readonly kind: "add"; readonly at: Position; readonly place?: Position; readonly link?: Link }
  | {
      readonly kind: "menu";
      readonly at: Position;
      readonly place: Position;
      readonly about: "selection" | "canvas";
    }
  | { readonly kind: "connections"; readonly node: string }
  | { readonly kind: "container" };

export type CanvasUi = {
  readonly popup: Popup | null;
  /** The node or group whose label, or the note whose text, is being typed; as a key of React Flow. */
  readonly editing: string | null;
  /** The container that what is dragged would fall into. */
  readonly dropTarget: string | null;
  /** While an edge is drawn: the nodes that it may lead to. */
  readonly allowed: ReadonlySet<string> | null;
  /** The edge that is drawn anew. */
  readonly redrawn: string | null;
  readonly isMinimapShown: boolean;
  readonly isSearching: boolean;
  readonly moving: ReadonlyMap<string, Position>;
  /** Told to who cannot see it. */
  readonly said: string;
};

export type CanvasView = {
  readonly ui: StoreApi<CanvasUi>;
  flow: ReactFlowInstance<FlowNode, FlowEdge> | null;
  element: HTMLElement | null;
  /** Where the mouse was last, on the screen. */
  pointer: Position | null;
};

export const STILL: ReadonlyMap<string, Position> = new Map();
const views = new WeakMap<EditorStores["editor"], CanvasView>();

/** The canvas of an open workflow. */
export function viewOf({ editor }: EditorStores): CanvasView {
  const known = views.get(editor);
  if (known) return known;
  const made: CanvasView = {
    ui: createStore<CanvasUi>(() => START),
    flow: null,
    element: null,
    pointer: null,
  };
  views.set(editor, made);
  return made;
}

export function useCanvas<T>(selector: (ui: CanvasUi) => T): T {
  return useStore(viewOf(useStores()).ui, selector);
}

/** Open something on the canvas, or close what is open; the keyboard goes back to the canvas then. */
export function show(stores: EditorStores, popup: Popup | null): void {
  const { ui, element } = viewOf(stores);
  if (popup === null) element?.focus({ preventScroll: true });
  ui.setState({ popup });
}

export function say(stores: EditorStores, text: string): void {
  const { ui } = viewOf(stores);
  const isAgain = ui.getState().said === text;
  ui.setState({ said: isAgain ? `${text}\u00a0` : text });
}

/** The middle of what is seen, on the canvas. */
export function centreOf({ flow, element }: CanvasView): Position {
  const box = element?.getBoundingClientRect();
  if (!flow || !box) return { x: 0, y: 0 };
  return flow.screenToFlowPosition(
    { x: box.x + box.width / 2, y: box.y + box.height / 2 },
    { snapToGrid: false },
  );
}

const START: CanvasUi = {
  popup: null,
  editing: null,
  dropTarget: null,
  allowed: null,
  redrawn: null,
  isMinimapShown: false,
  isSearching: false,
  moving: STILL,
  said: "",
};
