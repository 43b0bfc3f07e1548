import { Badge, Tooltip } from "@mantine/core";

export type VersionBadgeProps = { version: number | null; hasDraft: boolean };

/** The latest published version, and whether a newer draft is beside it. */
export function VersionBadge({ version, hasDraft }: VersionBadgeProps) {
  const text = version === null ? "Draft" : `v${version}${hasDraft ? " + draft" : ""}`;
  return (
    <Tooltip label={explained(version, hasDraft)}>
      <Badge variant="light" color={version === null ? "gray" : "teal"} tt="none" radius="sm">
        {text}
      </Badge>
    </Tooltip>
  );
}

function explained(version: number | null, hasDraft: boolean): string {
  if (version === null) return "Nothing is published yet.";
  return hasDraft
    ? `Version ${version} is published; the draft is newer.`
    : `Version ${version} is published.`;
}
