import { Badge } from "@mantine/core";
import type { Approval } from "~/api/shapes";

export type ApprovalBadgeProps = { status: Approval["status"] };

const KINDS: Readonly<Record<Approval["status"], { label: string; color: string }>> = {
  open: { label: "Open", color: "violet" },
  approved: { label: "Approved", color: "green" },
  rejected: { label: "Rejected", color: "red" },
  expired: { label: "Expired", color: "gray" },
  cancelled: { label: "Cancelled", color: "orange" },
};

/** What became of an approval. */
export function ApprovalBadge({ status }: ApprovalBadgeProps) {
  const { label, color } = KINDS[status];
  return (
    <Badge color={color} variant="light" tt="none" radius="sm">
      {label}
    </Badge>
  );
}
