import { Button, Center, Stack, Table } from "@mantine/core";
import { IconLock, IconSearchOff } from "@tabler/icons-react";
import { useState } from "react";
import type { Credential, CredentialKind } from "~/api/shapes";
import { useFilters } from "~/lib/filters";
import { EmptyState } from "~/ui/empty-state";
import { RowActionsHeading } from "~/ui/row-actions";
import { isFiltered, shownCredentials } from "../address";
import { CredentialRow } from "./credential-row";

export type CredentialListProps = {
  all: readonly Credential[];
  kinds: readonly CredentialKind[];
  canCreate: boolean;
  onOpen: (dialog: string, id?: string) => void;
};

const ROWS = 50;

/** The credentials that the address asks for. */
export function CredentialList({ all, kinds, canCreate, onOpen }: CredentialListProps) {
  const [address, change] = useFilters();
  const [most, setMost] = useState(ROWS);
  const shown = shownCredentials(all, address);
  if (shown.length === 0 && isFiltered(address))
    return (
      <EmptyState
        icon={<IconSearchOff aria-hidden />}
        title="No credential fits"
        action={
          <Button variant="default" onClick={() => change({ q: undefined, kind: undefined })}>
            Show all
          </Button>
        }
      />
    );
  if (shown.length === 0)
    return (
      <EmptyState
        icon={<IconLock aria-hidden />}
        title="No credentials yet"
        action={canCreate && <Button onClick={() => onOpen("new")}>New credential</Button>}
      >
        A credential gives workflows access to a service, without showing its secrets to anybody.
      </EmptyState>
    );
  return (
    <Stack>
      <Table.ScrollContainer minWidth={720}>
        <Table verticalSpacing="sm" highlightOnHover aria-label="Credentials">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Name</Table.Th>
              <Table.Th>Kind</Table.Th>
              <Table.Th>Hosts</Table.Th>
              <Table.Th>Workflows</Table.Th>
              <Table.Th visibleFrom="lg">Owner</Table.Th>
              <Table.Th>Changed</Table.Th>
              <Table.Th visibleFrom="lg">Last used</Table.Th>
              <RowActionsHeading />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.slice(0, most).map((item) => (
              <CredentialRow key={item.id} item={item} kinds={kinds} onOpen={onOpen} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {shown.length > most && (
        <Center>
          <Button variant="default" onClick={() => setMost(most + ROWS)}>
            Show more
          </Button>
        </Center>
      )}
    </Stack>
  );
}
