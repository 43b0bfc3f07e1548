import { AppShell } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { Outlet, useParams } from "@tanstack/react-router";
import { SessionExpired } from "~/features/sign-in/session-expired";
import { SideBar } from "./side-bar";

/** Below this width the editor needs the room of the navigation, until somebody says otherwise. */
const NEEDS_ROOM = 1280;

/** The frame around all screens of a tenant: navigation on the left, the screen beside it. */
export function Shell() {
  const [chosen, setNarrow] = useLocalStorage<boolean>({ key: "thaiyyal.navigation-narrow" });
  const isInEditor = useParams({ strict: false }).workflowId !== undefined;
  const narrow = chosen ?? (isInEditor && innerWidth < NEEDS_ROOM);
  return (
    <AppShell navbar={{ width: narrow ? 56 : 208, breakpoint: 0 }} padding={0}>
      <a href="#main" className="skip-link">
        Skip to the content
      </a>
      <AppShell.Navbar aria-label="Main">
        <SideBar narrow={narrow} onToggle={() => setNarrow(!narrow)} />
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1} h="100dvh" style={{ overflow: "auto" }}>
        <Outlet />
      </AppShell.Main>
      <SessionExpired />
    </AppShell>
  );
}
