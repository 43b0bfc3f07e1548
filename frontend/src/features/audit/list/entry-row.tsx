import { ActionIcon, Badge, Table, Text } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useId, useState } from "react";
import type { AuditEntry } from "~/api/shapes";
import { TimeAgo } from "~/ui/time-ago";
import { actionText, sentence } from "../actions";
import { actorText } from "../actor-text";
import { EntryDetail } from "../detail/entry-detail";

export type EntryRowProps = { entry: AuditEntry; nameOf: (userId: string) => string };

/** One entry in a line, and below it all of it when it is open. */
export function EntryRow({ entry, nameOf }: EntryRowProps) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const done = actionText(entry.action);
  return (
    <>
      <Table.Tr onClick={() => setOpen(!isOpen)} style={{ cursor: "pointer" }}>
        <Table.Td>
          <ActionIcon
            size="sm"
            aria-label={`Details of ${done}`}
            aria-expanded={isOpen}
            aria-controls={isOpen ? id : undefined}
            onClick={(event) => {
              event.stopPropagation();
              setOpen(!isOpen);
            }}
          >
            {isOpen ? <IconChevronDown size={16} /> : <IconChevronRight size={16} />}
          </ActionIcon>
        </Table.Td>
        <Table.Td style={{ whiteSpace: "nowrap" }}>
          <TimeAgo at={entry.at} />
        </Table.Td>
        <Table.Td miw={110} maw={240} style={{ overflowWrap: "anywhere" }}>
          {actorText(entry, nameOf)}
        </Table.Td>
        <Table.Th scope="row" fw={500}>
          {done}
        </Table.Th>
        <Table.Td>
          <Text size="sm" component="span" title={entry.resource_id ?? undefined}>
            {sentence(entry.resource_type)}
            {entry.resource_id && ` …${entry.resource_id.slice(-6)}`}
          </Text>
        </Table.Td>
        <Table.Td>
          {entry.status === "success" ? (
            <Text size="sm" c="dimmed" component="span">
              succeeded
            </Text>
          ) : (
            <Badge variant="light" color="red" tt="none" radius="sm">
              refused
            </Badge>
          )}
        </Table.Td>
        <Table.Td>{entry.address ?? "–"}</Table.Td>
      </Table.Tr>
      {isOpen && (
        <Table.Tr id={id}>
          <Table.Td />
          <Table.Td colSpan={6}>
            <EntryDetail entry={entry} nameOf={nameOf} />
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
}
