import { Page } from "~/ui/page";
import { AuditLog } from "./audit-log";

/** Who did what in the tenant. */
export function AuditPage() {
  return (
    <Page title="Audit log" about="Who did what in this tenant, and what was refused. Nobody can change it.">
      <AuditLog log="tenant" />
    </Page>
  );
}
