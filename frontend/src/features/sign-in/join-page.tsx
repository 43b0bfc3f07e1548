import { Page } from "~/ui/page";

/** Join. */
export function JoinPage() {
  return <Page title="Join">…</Page>;
}
