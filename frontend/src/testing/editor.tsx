/** Draws parts of the editor as they stand in it: around an open workflow, beside an execution. */

import { MantineProvider } from "@mantine/core";
import { ModalsProvider } from "@mantine/modals";
import { Notifications } from "@mantine/notifications";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterContextProvider,
} from "@tanstack/react-router";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Catalogue } from "~/document/catalogue";
import type { WorkflowDocument } from "~/document/types";
import { EditorProvider, type EditorStores } from "~/editor/context";
import type { RunState } from "~/editor/state";
import { createEditorStore, type EditorStart, type EditorStore } from "~/editor/store";
import { theme } from "~/ui/theme";
import { catalogue as builtIn } from "./catalogue";

export type InEditor = {
  document?: WorkflowDocument;
  catalogue?: Catalogue;
  canEdit?: boolean;
  run?: Partial<RunState>;
};

export const EMPTY: WorkflowDocument = { nodes: [], edges: [] };

/** Draw a part of the editor. Returns the stores as well: what was dispatched shows in `editor.getState()`. */
export function renderInEditor(ui: ReactNode, open: InEditor = {}) {
  const editor = openedEditor(open);
  const run = idleRun(open.run);
  const result = render(<InsideEditor stores={{ editor, run }}>{ui}</InsideEditor>);
  return { ...result, editor, run };
}

/** The store of an open workflow, without anything drawn. */
export function openedEditor({
  document = EMPTY,
  catalogue = builtIn,
  canEdit = true,
}: InEditor = {}): EditorStore {
  const start: EditorStart = { workflowId: "workflow-1", canEdit, catalogue, document };
  return createEditorStore(start);
}

/** An execution that nobody started; give what a test needs to see. */
export function idleRun(given: Partial<RunState> = {}): StoreApi<RunState> {
  const nothing = async () => {};
  return createStore<RunState>((set) => ({
    execution: null,
    nodes: new Map(),
    pinned: {},
    input: undefined,
    isStarting: false,
    problem: null,
    start: nothing,
    stop: nothing,
    show: nothing,
    hide: () => set({ execution: null }),
    setInput: (input) => set({ input }),
    pin: (node, output) => set((state) => ({ pinned: { ...state.pinned, [node]: output } })),
    unpin: (node) => set(({ pinned: { [node]: _unpinned, ...pinned } }) => ({ pinned })),
    ...given,
  }));
}

export type InsideEditorProps = { stores: EditorStores; children: ReactNode };

/** What the application puts around the editor. */
export function InsideEditor({ stores, children }: InsideEditorProps) {
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const router = createRouter({ routeTree: createRootRoute(), history: createMemoryHistory() });
  return (
    <QueryClientProvider client={queryClient}>
      <MantineProvider theme={theme} env="test">
        <Notifications />
        <ModalsProvider>
          <RouterContextProvider router={router}>
            <EditorProvider stores={stores}>{children}</EditorProvider>
          </RouterContextProvider>
        </ModalsProvider>
      </MantineProvider>
    </QueryClientProvider>
  );
}
