import { redirect } from "@tanstack/react-router";
import { refresh, session } from "~/api/session";

/** Let in who is signed in, or still has a cookie that says so. Others sign in and come back to where they wanted. */
export async function requireSession(href: string, hash: string): Promise<void> {
  if (session.getState().state === "unknown") await refresh();
  if (session.getState().state === "signed-out")
    throw redirect({ to: "/sign-in", search: href === "/" ? {} : { to: href }, hash });
}
