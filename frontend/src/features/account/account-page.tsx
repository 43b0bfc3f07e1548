import { Page } from "~/ui/page";

/** Account. */
export function AccountPage() {
  return <Page title="Account">…</Page>;
}
