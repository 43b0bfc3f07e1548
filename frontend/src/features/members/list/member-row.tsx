import { Badge, Group, Table, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { Member } from "~/api/shapes";
import { RowActions } from "~/ui/row-actions";
import { TimeAgo } from "~/ui/time-ago";

export type MemberRowProps = { member: Member; isMe: boolean; children: ReactNode };

/** A name or an address without spaces is broken where it must be. */
const ANY_LENGTH = { overflowWrap: "anywhere" } as const;

/** One member: who, with which roles, whether they can act, when they were here last. */
export function MemberRow({ member, isMe, children }: MemberRowProps) {
  const { name, email, roles, status, last_sign_in_at, joined_at } = member;
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400} miw={180} maw={320} style={ANY_LENGTH}>
        <Text size="sm" fw={500}>
          <bdi>{name}</bdi>
          {isMe && (
            <Text span c="dimmed" size="sm" fw={400}>
              {" "}
              (you)
            </Text>
          )}
        </Text>
        <Text size="xs" c="dimmed">
          {email}
        </Text>
      </Table.Th>
      <Table.Td>
        <Group gap={4}>
          {roles.map((role) => (
            <Badge key={role.id} variant="default" tt="none" fw={500}>
              {role.name}
            </Badge>
          ))}
          {roles.length === 0 && (
            <Text size="sm" c="dimmed">
              None: may do nothing
            </Text>
          )}
        </Group>
      </Table.Td>
      <Table.Td>
        <Badge variant="light" color={status === "active" ? "green" : "gray"} tt="capitalize" radius="sm">
          {status}
        </Badge>
      </Table.Td>
      <Table.Td>{last_sign_in_at ? <TimeAgo at={last_sign_in_at} /> : "Never"}</Table.Td>
      <Table.Td>
        <TimeAgo at={joined_at} />
      </Table.Td>
      <RowActions>{children}</RowActions>
    </Table.Tr>
  );
}
