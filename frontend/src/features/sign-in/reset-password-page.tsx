import { Page } from "~/ui/page";

/** New password. */
export function ResetPasswordPage() {
  return <Page title="New password">…</Page>;
}
