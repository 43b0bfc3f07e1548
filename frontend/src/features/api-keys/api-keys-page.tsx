import { Page } from "~/ui/page";

/** API keys. */
export function ApiKeysPage() {
  return <Page title="API keys">…</Page>;
}
