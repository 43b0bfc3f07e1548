import { Page } from "~/ui/page";

/** Execution. */
export function ExecutionPage() {
  return <Page title="Execution">…</Page>;
}
