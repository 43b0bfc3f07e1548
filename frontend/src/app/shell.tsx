import { AppShell } from "@mantine/core";
import { useLocalStorage, useMediaQuery } from "@mantine/hooks";
import { Outlet, useLocation, useParams } from "@tanstack/react-router";
import { useRef } from "react";
import { useStore } from "zustand";
import { session } from "~/api/session";
import { SessionExpired } from "~/features/sign-in/session-expired";
import { ConnectionBanner } from "./connection-banner";
import { NoTenant } from "./no-tenant";
import { RouteProgress } from "./route-progress";
import { SideBar } from "./side-bar";
import { useRouteFocus } from "./use-route-focus";

/** Below this width the editor needs the room of the navigation, until somebody says otherwise. */
const NEEDS_ROOM = 1600;
/** Here every screen does, whatever somebody said on a larger one. */
const SMALL = "(max-width: 48em)";
const WITHOUT_TENANT = new Set(["/account", "/platform"]);

/** The frame around all screens of a tenant: navigation on the left, the screen beside it. */
export function Shell() {
  const [chosen, setNarrow] = useLocalStorage<boolean>({ key: "thaiyyal.navigation-narrow" });
  const isInEditor = useParams({ strict: false }).workflowId !== undefined;
  const { pathname } = useLocation();
  const isSmall = useMediaQuery(SMALL) ?? false;
  const tenant = useStore(session, (now) => ("tenant" in now ? now.tenant : undefined));
  const main = useRef<HTMLElement>(null);
  useRouteFocus(main);
  const narrow = isSmall || (chosen ?? (isInEditor && innerWidth < NEEDS_ROOM));
  return (
    <AppShell navbar={{ width: narrow ? 56 : 208, breakpoint: 0 }} padding={0}>
      <a href="#main" className="skip-link">
        Skip to the content
      </a>
      <RouteProgress />
      <AppShell.Navbar aria-label="Main">
        <SideBar narrow={narrow} onToggle={isSmall ? undefined : () => setNarrow(!narrow)} />
      </AppShell.Navbar>
      <AppShell.Main id="main" ref={main} tabIndex={-1} h="100dvh" className="screen">
        <ConnectionBanner />
        <div className="screen-content" data-scroll-restoration-id="screen">
          {tenant === null && !WITHOUT_TENANT.has(pathname) ? (
            <NoTenant />
          ) : (
            <Outlet key={tenant?.id ?? "none"} />
          )}
        </div>
      </AppShell.Main>
      <SessionExpired />
    </AppShell>
  );
}
