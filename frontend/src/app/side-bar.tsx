import { ActionIcon, NavLink, ScrollArea, Stack, Tooltip } from "@mantine/core";
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useLocation } from "@tanstack/react-router";
import { useStore } from "zustand";
import { meQuery } from "~/api/queries/session";
import { session } from "~/api/session";
import { AccountMenu } from "./account-menu";
import { allowedEntries, isAt } from "./navigation";

export type SideBarProps = { narrow: boolean; onToggle?: (() => void) | undefined };

/** The main navigation: the screens that one's roles allow, and who one is. */
export function SideBar({ narrow, onToggle }: SideBarProps) {
  const { pathname } = useLocation();
  const me = useQuery(meQuery()).data;
  const tenant = useStore(session, (now) => ("tenant" in now ? now.tenant : undefined));
  const permissions = me?.permissions ?? tenant?.permissions ?? [];
  const allowed = allowedEntries(permissions, { ownsPlatform: me?.is_platform_owner ?? false });
  return (
    <Stack h="100%" gap={0} p={6} justify="space-between">
      <ScrollArea>
        {allowed.map((entry) => {
          const { to, label, icon: Icon } = entry;
          return (
            <Tooltip key={to} label={label} position="right" disabled={!narrow}>
              <NavLink
                renderRoot={(props) => <Link to={to} {...props} />}
                label={narrow ? undefined : label}
                aria-label={label}
                aria-current={isAt(entry, pathname) ? "page" : undefined}
                active={isAt(entry, pathname)}
                leftSection={<Icon size={20} stroke={1.6} aria-hidden />}
                bdrs="md"
              />
            </Tooltip>
          );
        })}
      </ScrollArea>
      <Stack gap={6}>
        <AccountMenu narrow={narrow} />
        {onToggle && <Toggle narrow={narrow} onToggle={onToggle} />}
      </Stack>
    </Stack>
  );
}

function Toggle({ narrow, onToggle }: { narrow: boolean; onToggle: () => void }) {
  const action = narrow ? "Widen the navigation" : "Narrow the navigation";
  return (
    <Tooltip label={action} position="right">
      <ActionIcon aria-label={action} aria-expanded={!narrow} onClick={onToggle} size={44}>
        {narrow ? <IconLayoutSidebarLeftExpand size={18} /> : <IconLayoutSidebarLeftCollapse size={18} />}
      </ActionIcon>
    </Tooltip>
  );
}
