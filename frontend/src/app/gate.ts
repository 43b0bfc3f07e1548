import type { QueryClient } from "@tanstack/react-query";
import { redirect } from "@tanstack/react-router";
import { signInOptionsQuery } from "~/api/queries/session";
import { refresh, session } from "~/api/session";

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
