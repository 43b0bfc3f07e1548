import { Menu, NavLink, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { IconBuilding, IconLogout, IconMoon, IconSun, IconUserCircle } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useStore } from "zustand";
import { session } from "~/api/session";
import { useSignOut } from "./use-sign-out";

export type AccountMenuProps = { narrow: boolean };

/** Who is signed in, where; the way to the account, to other tenants, to the other theme, and out. */
export function AccountMenu({ narrow }: AccountMenuProps) {
  const who = useStore(session, (now) => ("user" in now ? now : undefined));
  const { setColorScheme } = useMantineColorScheme();
  const signOut = useSignOut();
  const isDark = useComputedColorScheme("light") === "dark";

  return (
    <Menu position="right-end" width={240}>
      <Menu.Target>
        <NavLink
          component="button"
          label={narrow ? undefined : (who?.user.name ?? "Account")}
          description={narrow ? undefined : who?.tenant?.name}
          {...(narrow && { "aria-label": `Account of ${who?.user.name ?? "you"}` })}
          leftSection={<IconUserCircle size={20} stroke={1.6} aria-hidden />}
        />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          renderRoot={(props) => <Link to="/account" {...props} />}
          leftSection={<IconUserCircle size={16} />}
        >
          Account
        </Menu.Item>
        <Menu.Item
          renderRoot={(props) => <Link to="/account" hash="tenants" {...props} />}
          leftSection={<IconBuilding size={16} />}
        >
          Switch tenant
        </Menu.Item>
        <Menu.Item
          leftSection={isDark ? <IconSun size={16} /> : <IconMoon size={16} />}
          onClick={() => setColorScheme(isDark ? "light" : "dark")}
        >
          {isDark ? "Light theme" : "Dark theme"}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void signOut()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
