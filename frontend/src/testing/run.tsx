/** Parts of the editor beside a run store that talks to a fake server, at an address of their own. */

import { MantineProvider } from "@mantine/core";
import { ModalsProvider } from "@mantine/modals";
import { Notifications } from "@mantine/notifications";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from "@tanstack/react-router";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import type { WorkflowDocument } from "~/document/types";
import { EditorProvider } from "~/editor/context";
import { createRunStore, type RunStoreOptions } from "~/editor/run/store";
import { readFilters } from "~/lib/filters";
import { theme } from "~/ui/theme";
import { openedEditor } from "./editor";

export type WithRun = {
  document?: WorkflowDocument;
  canEdit?: boolean;
  options?: Partial<RunStoreOptions>;
  /** What follows the `?` of the address. */
  search?: string;
};

/** Draw a part of the editor with a real run store. Give the server's answers first, by `fakeServer`. */
export async function renderWithRun(ui: ReactNode, { options, search = "", ...open }: WithRun = {}) {
  const editor = openedEditor(open);
  const run = createRunStore({
    workflowId: "workflow-1",
    userId: "user-1",
    save: async () => {},
    canExecute: true,
    ...options,
  });
  const router = routerOf(<EditorProvider stores={{ editor, run }}>{ui}</EditorProvider>, search);
  await router.load();
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const result = render(
    <QueryClientProvider client={queryClient}>
      <MantineProvider theme={theme} env="test">
        <Notifications />
        <ModalsProvider>
          <RouterProvider router={router} />
        </ModalsProvider>
      </MantineProvider>
    </QueryClientProvider>,
  );
  return { ...result, editor, run, search: () => router.state.location.searchStr };
}

function routerOf(ui: ReactNode, search: string) {
  const root = createRootRoute({ validateSearch: readFilters });
  const page = createRoute({ getParentRoute: () => root, path: "/", component: () => ui });
  const approvals = createRoute({ getParentRoute: () => root, path: "/approvals" });
  return createRouter({
    routeTree: root.addChildren([page, approvals]),
    history: createMemoryHistory({ initialEntries: [`/${search}`] }),
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    defaultPendingMinMs: 0,
  });
}
