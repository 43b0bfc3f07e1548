import { AppShell } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { Outlet } from "@tanstack/react-router";
import { SessionExpired } from "~/features/sign-in/session-expired";
import { SideBar } from "./side-bar";

/** The frame around all screens of a tenant: navigation on the left, the screen beside it. */
export function Shell() {
  const [narrow, setNarrow] = useLocalStorage({ key: "thaiyyal.navigation-narrow", defaultValue: false });
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
