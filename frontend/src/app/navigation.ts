import {
  IconActivity,
  IconBuildingCommunity,
  IconChartBar,
  IconChecklist,
  IconHistory,
  IconKey,
  IconLock,
  IconSettings,
  IconSitemap,
  IconUsers,
} from "@tabler/icons-react";

/**
 * The main screens, in the order of the navigation. `permission`: who lacks it does not see the entry; `platform` is the
 * platform owner's. `also`: where one is at this entry too.
 */
export const NAVIGATION = [
  { to: "/workflows", label: "Workflows", icon: IconSitemap, permission: "workflows.read" },
  { to: "/executions", label: "Executions", icon: IconActivity, permission: "executions.read" },
  { to: "/approvals", label: "Approvals", icon: IconChecklist, permission: "executions.read" },
  { to: "/credentials", label: "Credentials", icon: IconLock, permission: "credentials.read" },
  { to: "/members", label: "Members", icon: IconUsers, permission: "users.read", also: "/roles" },
  { to: "/audit-log", label: "Audit log", icon: IconHistory, permission: "audit.read" },
  { to: "/usage", label: "Usage", icon: IconChartBar, permission: "usage.read" },
  { to: "/api-keys", label: "API keys", icon: IconKey, permission: "api_keys.read" },
  { to: "/settings", label: "Settings", icon: IconSettings, permission: "tenant.read" },
  { to: "/platform", label: "Platform", icon: IconBuildingCommunity, permission: "platform" },
] as const;

type Entry = (typeof NAVIGATION)[number];

/** The screens that somebody may see. */
export function allowedEntries(
  permissions: readonly string[],
  { ownsPlatform }: { ownsPlatform: boolean },
): readonly Entry[] {
  return NAVIGATION.filter(({ permission }) =>
    permission === "platform" ? ownsPlatform : permissions.includes(permission),
  );
}

/** Whether an address belongs to a screen of the navigation. */
export function isAt(entry: Entry, pathname: string): boolean {
  const roots: readonly string[] = "also" in entry ? [entry.to, entry.also] : [entry.to];
  return roots.some((root) => pathname === root || pathname.startsWith(`${root}/`));
}
