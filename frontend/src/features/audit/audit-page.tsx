import { Page } from "~/ui/page";
import { AuditLog } from "./audit-log";

/** Who did what in the tenant. */
export function AuditPage() {
  return (
    <Page
      title="Audit log"
      about="Who did what in this tenant, and what was refused. Entries are never changed."
    >
      <AuditLog log="tenant" />
    </Page>
  );
}
