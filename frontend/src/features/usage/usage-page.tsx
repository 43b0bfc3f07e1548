import { Page } from "~/ui/page";

/** Usage. */
export function UsagePage() {
  return <Page title="Usage">…</Page>;
}
