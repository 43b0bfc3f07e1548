import { Page } from "~/ui/page";

/** Executions. */
export function ExecutionsPage() {
  return <Page title="Executions">…</Page>;
}
