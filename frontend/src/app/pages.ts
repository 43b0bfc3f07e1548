import { lazyRouteComponent } from "@tanstack/react-router";
import { knock } from "~/api/connection";
import { unreachable } from "~/api/problem";

/** Every screen is a chunk of its own, fetched when somebody goes there. */
export const pages = {
  signIn: lazyRouteComponent(
    fetched(() => import("~/features/sign-in/sign-in-page")),
    "SignInPage",
  ),
  setup: lazyRouteComponent(
    fetched(() => import("~/features/sign-in/setup-page")),
    "SetupPage",
  ),
  join: lazyRouteComponent(
    fetched(() => import("~/features/sign-in/join-page")),
    "JoinPage",
  ),
  resetPassword: lazyRouteComponent(
    fetched(() => import("~/features/sign-in/reset-password-page")),
    "ResetPasswordPage",
  ),
  workflows: lazyRouteComponent(
    fetched(() => import("~/features/workflows/workflows-page")),
    "WorkflowsPage",
  ),
  editor: lazyRouteComponent(
    fetched(() => import("./editor-page")),
    "EditorPage",
  ),
  executions: lazyRouteComponent(
    fetched(() => import("~/features/executions/executions-page")),
    "ExecutionsPage",
  ),
  execution: lazyRouteComponent(
    fetched(() => import("~/features/executions/execution-page")),
    "ExecutionPage",
  ),
  approvals: lazyRouteComponent(
    fetched(() => import("~/features/executions/approvals-page")),
    "ApprovalsPage",
  ),
  credentials: lazyRouteComponent(
    fetched(() => import("~/features/credentials/credentials-page")),
    "CredentialsPage",
  ),
  members: lazyRouteComponent(
    fetched(() => import("~/features/members/members-page")),
    "MembersPage",
  ),
  roles: lazyRouteComponent(
    fetched(() => import("~/features/members/roles-page")),
    "RolesPage",
  ),
  auditLog: lazyRouteComponent(
    fetched(() => import("~/features/audit/audit-page")),
    "AuditPage",
  ),
  usage: lazyRouteComponent(
    fetched(() => import("~/features/usage/usage-page")),
    "UsagePage",
  ),
  apiKeys: lazyRouteComponent(
    fetched(() => import("~/features/api-keys/api-keys-page")),
    "ApiKeysPage",
  ),
  settings: lazyRouteComponent(
    fetched(() => import("~/features/settings/settings-page")),
    "SettingsPage",
  ),
  account: lazyRouteComponent(
    fetched(() => import("~/features/account/account-page")),
    "AccountPage",
  ),
  platform: lazyRouteComponent(
    fetched(() => import("./platform-screen")),
    "PlatformScreen",
  ),
} as const;

/** A screen that is gone was built anew, and the page is loaded again; one that no server gives is no reason for that. */
function fetched<T>(load: () => Promise<T>): () => Promise<T> {
  return () =>
    load().catch(async (error: unknown) => {
      if (await knock()) throw error;
      throw unreachable();
    });
}
