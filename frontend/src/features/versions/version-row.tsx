import { Badge, Button, Card, Group, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconArrowBackUp, IconArrowsDiff, IconEye, IconPencil } from "@tabler/icons-react";
import type { VersionItem, WorkflowDetail } from "~/api/shapes";
import { useFilters } from "~/lib/filters";
import { TimeAgo } from "~/ui/time-ago";
import { RollbackDialog } from "./rollback-dialog";
import { useTakeVersion } from "./use-take-version";

export type VersionRowProps = { item: VersionItem; workflow: WorkflowDetail };

/** One version: who published it when and why, and what can be done with it. */
export function VersionRow({ item, workflow }: VersionRowProps) {
  const [address, change] = useFilters();
  const [isAsking, asking] = useDisclosure();
  const take = useTakeVersion();
  const { version } = item;
  const isLatest = version === workflow.version;
  const isLookedAt = address.version === String(version);
  const canRollBack = !isLatest && workflow.permissions.includes("workflows.update");
  return (
    <Card withBorder padding="sm" component="li" aria-label={`Version ${version}`}>
      <Group gap="xs">
        <Text fw={600}>Version {version}</Text>
        {isLatest && (
          <Badge size="sm" variant="light" color="teal" tt="none">
            Latest
          </Badge>
        )}
        {isLookedAt && (
          <Badge size="sm" variant="light" color="blue" tt="none">
            Shown
          </Badge>
        )}
        {item.rolled_back_from !== null && (
          <Badge size="sm" variant="default" tt="none">
            Rolled back to {item.rolled_back_from}
          </Badge>
        )}
      </Group>
      {item.note && <Text size="sm">{item.note}</Text>}
      <Text size="xs" c="dimmed">
        {item.created_by?.name ?? "Somebody who left"} · <TimeAgo at={item.created_at} />
      </Text>
      <Group gap="xs" mt="xs">
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconEye size={14} />}
          aria-label={isLookedAt ? "Back to the draft" : `Look at version ${version}`}
          onClick={() => change({ version: isLookedAt ? undefined : String(version) })}
        >
          {isLookedAt ? "Back to the draft" : "Look at"}
        </Button>
        {version > 1 && (
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<IconArrowsDiff size={14} />}
            aria-label={`What is new in version ${version}`}
            onClick={() => change({ compare: `${version - 1}..${version}` })}
          >
            What is new
          </Button>
        )}
        {take && (
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<IconPencil size={14} />}
            aria-label={`Take into the draft: version ${version}`}
            onClick={() => void take(version)}
          >
            Take into the draft
          </Button>
        )}
        {canRollBack && (
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<IconArrowBackUp size={14} />}
            aria-label={`Roll back to version ${version}`}
            onClick={asking.open}
          >
            Roll back
          </Button>
        )}
      </Group>
      {isAsking && <RollbackDialog version={version} workflow={workflow} onClose={asking.close} />}
    </Card>
  );
}
