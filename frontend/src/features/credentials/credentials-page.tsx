import { Page } from "~/ui/page";

/** Credentials. */
export function CredentialsPage() {
  return <Page title="Credentials">…</Page>;
}
