import { Table, VisuallyHidden } from "@mantine/core";
import type { LogName } from "~/api/queries/audit";
import type { AuditEntry } from "~/api/shapes";
import { useUserNames } from "../use-user-names";
import { EntryRow } from "./entry-row";

export type EntryTableProps = { log: LogName; entries: readonly AuditEntry[] };

/** Entries as rows; each opens to all that it has. */
export function EntryTable({ log, entries }: EntryTableProps) {
  const nameOf = useUserNames(log);
  return (
    <Table.ScrollContainer minWidth={760}>
      <Table aria-label="Entries" verticalSpacing="xs" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col" w={40}>
              <VisuallyHidden>Details</VisuallyHidden>
            </Table.Th>
            <Table.Th scope="col">When</Table.Th>
            <Table.Th scope="col">Who</Table.Th>
            <Table.Th scope="col">What</Table.Th>
            <Table.Th scope="col">Thing</Table.Th>
            <Table.Th scope="col">Result</Table.Th>
            <Table.Th scope="col">Address</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entries.map((entry) => (
            <EntryRow key={entry.id} entry={entry} nameOf={nameOf} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
