import { Badge, Button, Code, Spoiler, Table, Text } from "@mantine/core";
import type { ApiKey } from "~/api/shapes";
import { plural } from "~/lib/format";
import { RowActions } from "~/ui/row-actions";
import { TimeAgo } from "~/ui/time-ago";

export type KeyRowProps = {
  apiKey: ApiKey;
  showsOwner: boolean;
  /** Not there for who may not. */
  onRevoke?: (() => void) | undefined;
};

const COLOURS = { active: "green", expired: "gray", revoked: "red" } as const;

/** One key: what it is, whose, what it may do, when it was used, when it ends. */
export function KeyRow({ apiKey, showsOwner, onRevoke }: KeyRowProps) {
  const { name, hint, state, scopes, last_used_at, expires_at, revoked_at, user_email } = apiKey;
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={500} miw={160} maw={320} style={{ overflowWrap: "anywhere" }}>
        {name}
        <br />
        <Code>{hint}…</Code>
      </Table.Th>
      {showsOwner && <Table.Td>{user_email ?? "Somebody who left"}</Table.Td>}
      <Table.Td maw={260}>
        <Spoiler maxHeight={24} showLabel="Show them" hideLabel="Hide them" fz="sm">
          <Text size="sm">{plural(scopes.length, "permission")}</Text>
          {scopes.map((scope) => (
            <Text key={scope} size="xs" c="dimmed">
              {scope}
            </Text>
          ))}
        </Spoiler>
      </Table.Td>
      <Table.Td>{last_used_at ? <TimeAgo at={last_used_at} /> : "Never"}</Table.Td>
      <Table.Td>
        <Badge color={COLOURS[state]} variant="light" tt="capitalize">
          {state}
        </Badge>{" "}
        <Text size="sm" span>
          <TimeAgo at={revoked_at ?? expires_at} />
        </Text>
      </Table.Td>
      <RowActions>
        {onRevoke && (
          <Button
            size="compact-sm"
            variant="subtle"
            color="red"
            onClick={onRevoke}
            aria-label={`Revoke ${name}`}
          >
            Revoke
          </Button>
        )}
      </RowActions>
    </Table.Tr>
  );
}
