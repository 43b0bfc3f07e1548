import { AuditLog } from "~/features/audit/audit-log";
import { PlatformPage } from "~/features/platform/platform-page";

/** The page of the platform, with its log. */
export function PlatformScreen() {
  return <PlatformPage log={<AuditLog log="platform" />} />;
}
