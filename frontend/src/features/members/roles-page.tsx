import { Page } from "~/ui/page";

/** Roles. */
export function RolesPage() {
  return <Page title="Roles">…</Page>;
}
