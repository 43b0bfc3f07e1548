/** Draws a screen at an address, with everything the application puts around it. */

import { MantineProvider } from "@mantine/core";
import { ModalsProvider } from "@mantine/modals";
import { Notifications, notifications } from "@mantine/notifications";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  RouterProvider,
} from "@tanstack/react-router";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { readFilters } from "~/lib/filters";
import { theme } from "~/ui/theme";

export type AtAddress = { at: string };

/** `address()`: where one is now. Every other place draws nothing. */
export function renderScreen(ui: ReactNode, { at }: AtAddress) {
  notifications.clean();
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const root = createRootRoute({ component: Outlet, validateSearch: readFilters });
  const [path = "/"] = at.split(/[?#]/);
  const here = createRoute({ getParentRoute: () => root, path, component: () => ui });
  const elsewhere = createRoute({ getParentRoute: () => root, path: "$", component: () => null });
  const router = createRouter({
    routeTree: root.addChildren([here, elsewhere]),
    history: createMemoryHistory({ initialEntries: [at] }),
    parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
    stringifySearch: (search) => {
      const given = Object.entries(readFilters(search)).map(([key, value]) => [key, value ?? ""]);
      return given.length > 0 ? `?${new URLSearchParams(given)}` : "";
    },
  });
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
  return { ...result, queryClient, router, address: () => router.state.location.href };
}
