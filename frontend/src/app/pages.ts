import { lazyRouteComponent } from "@tanstack/react-router";

/** Every screen is a chunk of its own, fetched when somebody goes there. */
export const pages = {
  signIn: lazyRouteComponent(() => import("~/features/sign-in/sign-in-page"), "SignInPage"),
  setup: lazyRouteComponent(() => import("~/features/sign-in/setup-page"), "SetupPage"),
  join: lazyRouteComponent(() => import("~/features/sign-in/join-page"), "JoinPage"),
  resetPassword: lazyRouteComponent(
    () => import("~/features/sign-in/reset-password-page"),
    "ResetPasswordPage",
  ),
  workflows: lazyRouteComponent(() => import("~/features/workflows/workflows-page"), "WorkflowsPage"),
  editor: lazyRouteComponent(() => import("./editor-page"), "EditorPage"),
  executions: lazyRouteComponent(() => import("~/features/executions/executions-page"), "ExecutionsPage"),
  execution: lazyRouteComponent(() => import("~/features/executions/execution-page"), "ExecutionPage"),
  approvals: lazyRouteComponent(() => import("~/features/executions/approvals-page"), "ApprovalsPage"),
  credentials: lazyRouteComponent(() => import("~/features/credentials/credentials-page"), "CredentialsPage"),
  members: lazyRouteComponent(() => import("~/features/members/members-page"), "MembersPage"),
  roles: lazyRouteComponent(() => import("~/features/members/roles-page"), "RolesPage"),
  auditLog: lazyRouteComponent(() => import("~/features/audit/audit-page"), "AuditPage"),
  usage: lazyRouteComponent(() => import("~/features/usage/usage-page"), "UsagePage"),
  apiKeys: lazyRouteComponent(() => import("~/features/api-keys/api-keys-page"), "ApiKeysPage"),
  settings: lazyRouteComponent(() => import("~/features/settings/settings-page"), "SettingsPage"),
  account: lazyRouteComponent(() => import("~/features/account/account-page"), "AccountPage"),
  platform: lazyRouteComponent(() => import("~/features/platform/platform-page"), "PlatformPage"),
} as const;
