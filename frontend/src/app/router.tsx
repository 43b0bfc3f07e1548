import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  Outlet,
  type RouterHistory,
} from "@tanstack/react-router";
import { readFilters } from "~/lib/filters";
import { fetchWorkflow } from "./ahead";
import { Crash } from "./crash";
import { goOn, requireOwner, requireSession } from "./gate";
import { Missing } from "./missing";
import { pages } from "./pages";
import { Shell } from "./shell";

type Context = { queryClient: QueryClient };

const root = createRootRouteWithContext<Context>()({ component: Outlet, validateSearch: readFilters });
const outside = { getParentRoute: () => root };

const strangers = [
  createRoute({
    ...outside,
    path: "/sign-in",
    beforeLoad: ({ context }) => requireOwner(context.queryClient),
    component: pages.signIn,
  }),
  createRoute({ ...outside, path: "/setup", component: pages.setup }),
  createRoute({ ...outside, path: "/join", component: pages.join }),
  createRoute({ ...outside, path: "/reset-password", component: pages.resetPassword }),
];

const inside = createRoute({
  ...outside,
  id: "inside",
  beforeLoad: ({ location }) => requireSession(location.pathname + location.searchStr, location.hash),
  component: Shell,
});
const within = { getParentRoute: () => inside };

const screens = [
  createRoute({ ...within, path: "/", beforeLoad: goOn }),
  createRoute({ ...within, path: "/workflows", component: pages.workflows }),
  createRoute({
    ...within,
    path: "/workflows/$workflowId",
    component: pages.editor,
    loader: ({ cause, context, params }) => {
      if (cause === "enter") fetchWorkflow(context.queryClient, params.workflowId);
    },
  }),
  createRoute({ ...within, path: "/executions", component: pages.executions }),
  createRoute({ ...within, path: "/executions/$executionId", component: pages.execution }),
  createRoute({ ...within, path: "/approvals", component: pages.approvals }),
  createRoute({ ...within, path: "/credentials", component: pages.credentials }),
  createRoute({ ...within, path: "/members", component: pages.members }),
  createRoute({ ...within, path: "/roles", component: pages.roles }),
  createRoute({ ...within, path: "/audit-log", component: pages.auditLog }),
  createRoute({ ...within, path: "/usage", component: pages.usage }),
  createRoute({ ...within, path: "/api-keys", component: pages.apiKeys }),
  createRoute({ ...within, path: "/settings", component: pages.settings }),
  createRoute({ ...within, path: "/account", component: pages.account }),
  createRoute({ ...within, path: "/platform", component: pages.platform }),
];

const tree = root.addChildren([...strangers, inside.addChildren(screens)]);

/** The addresses of all screens. Values behind the `?` are texts, as they stand there. */
export function makeRouter(queryClient: QueryClient, history?: RouterHistory) {
  return createRouter({
    routeTree: tree,
    ...(history && { history }),
    context: { queryClient },
    defaultPreload: "intent",
    defaultErrorComponent: Crash,
    defaultNotFoundComponent: Missing,
    scrollRestoration: true,
    scrollToTopSelectors: [".screen-content"],
    parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
    stringifySearch: (search) => {
      const text = new URLSearchParams(
        Object.entries(readFilters(search)).map(([key, value]) => [key, value ?? ""]),
      ).toString();
      return text ? `?${text}` : "";
    },
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
