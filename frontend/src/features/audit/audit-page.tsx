import { Page } from "~/ui/page";

/** Audit log. */
export function AuditPage() {
  return <Page title="Audit log">…</Page>;
}
