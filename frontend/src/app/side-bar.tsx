import { ActionIcon, NavLink, ScrollArea, Stack, Tooltip } from "@mantine/core";
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useLocation } from "@tanstack/react-router";
import { meQuery } from "~/api/queries/session";
import { AccountMenu } from "./account-menu";
import { NAVIGATION } from "./navigation";

export type SideBarProps = { narrow: boolean; onToggle: () => void };

/** The main navigation: the screens that one's roles allow, and who one is. */
export function SideBar({ narrow, onToggle }: SideBarProps) {
  const { pathname } = useLocation();
  const me = useQuery(meQuery());
  const allowed = NAVIGATION.filter((entry) => me.data?.permissions.includes(entry.permission) ?? true);
  const action = narrow ? "Widen the navigation" : "Narrow the navigation";
  return (
    <Stack h="100%" gap={0} p={6} justify="space-between">
      <ScrollArea>
        {allowed.map(({ to, label, icon: Icon }) => (
          <Tooltip key={to} label={label} position="right" disabled={!narrow}>
            <NavLink
              renderRoot={(props) => <Link to={to} {...props} />}
              label={narrow ? undefined : label}
              aria-label={label}
              aria-current={pathname.startsWith(to) ? "page" : undefined}
              active={pathname.startsWith(to)}
              leftSection={<Icon size={20} stroke={1.6} aria-hidden />}
              bdrs="md"
            />
          </Tooltip>
        ))}
      </ScrollArea>
      <Stack gap={6}>
        <AccountMenu narrow={narrow} />
        <ActionIcon aria-label={action} onClick={onToggle}>
          {narrow ? <IconLayoutSidebarLeftExpand size={18} /> : <IconLayoutSidebarLeftCollapse size={18} />}
        </ActionIcon>
      </Stack>
    </Stack>
  );
}
