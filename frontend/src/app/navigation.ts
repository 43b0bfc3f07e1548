import {
  IconActivity,
  IconChartBar,
  IconChecklist,
  IconHistory,
  IconKey,
  IconLock,
  IconSettings,
  IconSitemap,
  IconUsers,
} from "@tabler/icons-react";

/** The main screens, in the order of the navigation. `permission`: who lacks it does not see the entry. */
export const NAVIGATION = [
  { to: "/workflows", label: "Workflows", icon: IconSitemap, permission: "workflows.read" },
  { to: "/executions", label: "Executions", icon: IconActivity, permission: "executions.read" },
  { to: "/approvals", label: "Approvals", icon: IconChecklist, permission: "executions.read" },
  { to: "/credentials", label: "Credentials", icon: IconLock, permission: "credentials.read" },
  { to: "/members", label: "Members", icon: IconUsers, permission: "users.read" },
  { to: "/audit-log", label: "Audit log", icon: IconHistory, permission: "audit.read" },
  { to: "/usage", label: "Usage", icon: IconChartBar, permission: "usage.read" },
  { to: "/api-keys", label: "API keys", icon: IconKey, permission: "api_keys.create" },
  { to: "/settings", label: "Settings", icon: IconSettings, permission: "tenant.read" },
] as const;
