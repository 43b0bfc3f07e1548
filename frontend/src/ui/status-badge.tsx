import { Badge } from "@mantine/core";

export type StatusBadgeProps = { status: string; label?: string };

const COLOURS: Readonly<Record<string, string>> = {
  queued: "gray",
  running: "blue",
  waiting: "violet",
  succeeded: "green",
  failed: "red",
  cancelled: "orange",
  skipped: "gray",
  interrupted: "orange",
};

/** Where an execution or a step stands, by word and colour. */
export function StatusBadge({ status, label }: StatusBadgeProps) {
  return (
    <Badge color={COLOURS[status] ?? "gray"} variant="light" tt="none" radius="sm" miw="max-content">
      {label ?? status.charAt(0).toUpperCase() + status.slice(1)}
    </Badge>
  );
}
