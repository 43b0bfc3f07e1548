import { Page } from "~/ui/page";

/** Settings. */
export function SettingsPage() {
  return <Page title="Settings">…</Page>;
}
