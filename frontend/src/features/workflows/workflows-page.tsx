import { Page } from "~/ui/page";

/** Workflows. */
export function WorkflowsPage() {
  return <Page title="Workflows">…</Page>;
}
