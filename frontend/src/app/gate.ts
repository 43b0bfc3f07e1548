import type { QueryClient } from "@tanstack/react-query";
import { redirect } from "@tanstack/react-router";
import { api, data } from "~/api/client";
import { signInOptionsQuery } from "~/api/queries/session";
import { enter, refresh, session } from "~/api/session";
import { takeWayBack } from "~/features/sign-in/way-back";

/** Let in who is signed in, or still has a cookie that says so. Others sign in and come back to where they wanted. */
export async function requireSession(href: string, hash: string): Promise<void> {
  if (session.getState().state === "unknown") await refresh();
  if (session.getState().state === "signed-out")
    throw redirect({ to: "/sign-in", search: href === "/" ? {} : { to: href }, hash });
}

/** Where nobody owns the platform yet, nobody can sign in: the first owner is made first. */
export async function requireOwner(queryClient: QueryClient): Promise<void> {
  const options = await queryClient
    .fetchQuery({ ...signInOptionsQuery(), staleTime: 0 })
    .catch(() => undefined);
  if (options?.needs_setup) throw redirect({ to: "/setup" });
}

/** Who comes back from a provider goes on where they were, and in that tenant if they still may; others begin. */
export async function goOn(): Promise<never> {
  const way = takeWayBack();
  if (way?.tenantId !== undefined) await enterTenant(way.tenantId);
  if (way && way.href !== "/") throw redirect({ href: way.href });
  throw redirect({ to: "/workflows" });
}

async function enterTenant(tenant_id: string): Promise<void> {
  const now = session.getState();
  if (now.state !== "signed-in" || now.tenant?.id === tenant_id) return;
  const entered = await data(api.POST("/api/v1/auth/tenant", { body: { tenant_id } })).catch(() => undefined);
  if (entered) enter(entered);
}
