import { Badge, Group, Table, Text } from "@mantine/core";
import type { Credential, CredentialKind } from "~/api/shapes";
import { plural } from "~/lib/format";
import { RowActions } from "~/ui/row-actions";
import { TimeAgo } from "~/ui/time-ago";
import { labelOf } from "../kinds";
import classes from "./credential-row.module.css";
import { RowMenu } from "./row-menu";

export type CredentialRowProps = {
  item: Credential;
  kinds: readonly CredentialKind[];
  onOpen: (dialog: string, id: string) => void;
};

const MOST_HOSTS = 3;

/** One credential of the list. */
export function CredentialRow({ item, kinds, onOpen }: CredentialRowProps) {
  return (
    <Table.Tr>
      <Table.Td className={classes.name}>
        <Group gap="xs">
          <Text fw={600} size="sm" dir="auto">
            {item.name}
          </Text>
          {!item.is_authorized && (
            <Badge color="orange" variant="light" tt="none" radius="sm">
              Not connected
            </Badge>
          )}
        </Group>
      </Table.Td>
      <Table.Td>{labelOf(kinds, item.kind)}</Table.Td>
      <Table.Td className={classes.hosts}>
        <Hosts hosts={item.hosts} />
      </Table.Td>
      <Table.Td>{item.is_for_all_workflows ? "Every workflow" : bound(item.workflow_ids.length)}</Table.Td>
      <Table.Td className={classes.owner} visibleFrom="lg">
        {item.owner?.name ?? "Nobody"}
      </Table.Td>
      <Table.Td className={classes.time}>
        <TimeAgo at={item.updated_at} />
      </Table.Td>
      <Table.Td className={classes.time} visibleFrom="lg">
        {item.used_at === null ? "Never" : <TimeAgo at={item.used_at} />}
      </Table.Td>
      <RowActions>
        <RowMenu item={item} kinds={kinds} onOpen={(dialog) => onOpen(dialog, item.id)} />
      </RowActions>
    </Table.Tr>
  );
}

function Hosts({ hosts }: { hosts: readonly string[] }) {
  const others = hosts.length - MOST_HOSTS;
  return (
    <Text size="sm" title={hosts.join(", ")}>
      {hosts
        .slice(0, MOST_HOSTS)
        .map((host) => (host === "*" ? "Every host" : host))
        .join(", ")}
      {others > 0 && ` and ${others} more`}
    </Text>
  );
}

function bound(count: number): string {
  return count === 0 ? "None" : plural(count, "workflow");
}
