import { createContext, type ReactNode, use } from "react";
import { useStore } from "zustand";
import type { StoreApi } from "zustand/vanilla";
import type { EditorState, RunState } from "./state";

export type EditorStores = { editor: StoreApi<EditorState>; run: StoreApi<RunState> };

const Stores = createContext<EditorStores | null>(null);

export type EditorProviderProps = { stores: EditorStores; children: ReactNode };

/** Gives the parts of the editor the open workflow. */
export function EditorProvider({ stores, children }: EditorProviderProps) {
  return <Stores value={stores}>{children}</Stores>;
}

/** The stores themselves, for what happens at a click. */
export function useStores(): EditorStores {
  const stores = use(Stores);
  if (stores === null) throw new Error("a part of the editor stands outside of its provider");
  return stores;
}

/** Follow a narrow part of the open workflow. The selector must return what is stored, not something new. */
export function useEditor<T>(selector: (state: EditorState) => T): T {
  return useStore(useStores().editor, selector);
}

/** Follow a narrow part of the execution that is shown. */
export function useRun<T>(selector: (state: RunState) => T): T {
  return useStore(useStores().run, selector);
}
