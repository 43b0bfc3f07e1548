import { Page } from "~/ui/page";

/** Members. */
export function MembersPage() {
  return <Page title="Members">…</Page>;
}
