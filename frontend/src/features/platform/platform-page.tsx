import { Page } from "~/ui/page";

/** Platform. */
export function PlatformPage() {
  return <Page title="Platform">…</Page>;
}
