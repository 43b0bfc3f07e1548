import { Page } from "~/ui/page";

/** Set up. */
export function SetupPage() {
  return <Page title="Set up">…</Page>;
}
