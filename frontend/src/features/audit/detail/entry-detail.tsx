import { Button, Code, Group, Stack, Text } from "@mantine/core";
import type { AuditEntry } from "~/api/shapes";
import { type Filters, useFilters } from "~/lib/filters";
import { formatExact } from "~/lib/format";
import { actorText } from "../actor-text";
import { NO_FILTERS } from "../address";
import { changesOf } from "../changes";
import { ChangeTable } from "./change-table";
import classes from "./entry-detail.module.css";

export type EntryDetailProps = { entry: AuditEntry; nameOf: (userId: string) => string };

/** All of an entry: what changed, what else is known, and the ways to what belongs to it. */
export function EntryDetail({ entry, nameOf }: EntryDetailProps) {
  const changes = changesOf(entry.before, entry.after);
  const hasDetails = entry.details !== null && entry.details !== undefined;
  return (
    <Stack gap="sm" py="xs">
      {changes.length > 0 && <ChangeTable changes={changes} />}
      {hasDetails && (
        <div>
          <Text size="sm" fw={650}>
            Details
          </Text>
          <Code block className={classes.json}>
            {JSON.stringify(entry.details, null, 2)}
          </Code>
        </div>
      )}
      <dl className={classes.facts}>
        {factsOf(entry, nameOf).map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <Others entry={entry} />
    </Stack>
  );
}

function Others({ entry }: { entry: AuditEntry }) {
  const [, change] = useFilters();
  const ways = waysFrom(entry);
  return (
    <Group gap="xs">
      {ways.length > 0 && (
        <Text size="sm" c="dimmed">
          Show all entries
        </Text>
      )}
      {ways.map(({ label, filters }) => (
        <Button
          key={label}
          size="compact-sm"
          variant="default"
          onClick={() => change({ ...NO_FILTERS, ...filters })}
        >
          {label}
        </Button>
      ))}
    </Group>
  );
}

type Way = { readonly label: string; readonly filters: Filters };

function waysFrom({ request_id, resource_id, resource_type, user_id, address }: AuditEntry): readonly Way[] {
  const ways = [
    request_id && { label: "of this request", filters: { request: request_id } },
    resource_id && { label: "about this thing", filters: { resource: resource_id, resource_type } },
    user_id && { label: "of this user", filters: { user: user_id } },
    address && { label: "from this address", filters: { address } },
  ];
  return ways.filter((way) => way !== "" && way !== null);
}

function factsOf(entry: AuditEntry, nameOf: (userId: string) => string): readonly [string, string][] {
  const facts: readonly [string, string | null | undefined][] = [
    ["When", formatExact(entry.at)],
    ["Who", actorText(entry, nameOf)],
    ["User", entry.user_id],
    ["API key", entry.api_key_id],
    ["Action", entry.action],
    ["Thing", [entry.resource_type, entry.resource_id].filter(Boolean).join(" ")],
    ["Address", entry.address],
    ["Program", entry.user_agent],
    ["Request", entry.request_id],
    ["Entry", entry.id],
    ["Number in the chain", entry.seq === null ? "not sealed yet" : String(entry.seq)],
    ["Hash", entry.hash],
  ];
  return facts.flatMap(([name, text]): [string, string][] => (text ? [[name, text]] : []));
}
