import { Page } from "~/ui/page";

/** Approvals. */
export function ApprovalsPage() {
  return <Page title="Approvals">…</Page>;
}
