import { Badge, Button, Stack, Table } from "@mantine/core";
import { IconBuildingCommunity, IconSearchOff } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { tenantsQuery } from "~/api/queries/platform";
import type { Tenant } from "~/api/shapes";
import { useFilters } from "~/lib/filters";
import { EmptyState } from "~/ui/empty-state";
import { LoadMore } from "~/ui/load-more";
import { QueryView } from "~/ui/query-view";
import { TimeAgo } from "~/ui/time-ago";
import { isFiltered, NO_FILTERS, wantedTenants } from "../address";
import { STATUS_WORDS } from "./words";

/** The tenants that the address asks for, by short name. */
export function TenantList() {
  const [address, change] = useFilters();
  const query = useInfiniteQuery(tenantsQuery(wantedTenants(address)));
  return (
    <QueryView query={query}>
      {({ pages }) => {
        const tenants = pages.flatMap((page) => page.items);
        if (tenants.length === 0) return <Nothing />;
        return (
          <Stack aria-busy={query.isPlaceholderData}>
            <Table.ScrollContainer minWidth={640}>
              <Table aria-label="Tenants" verticalSpacing="sm" highlightOnHover>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th scope="col">Name</Table.Th>
                    <Table.Th scope="col">Short name</Table.Th>
                    <Table.Th scope="col">Plan</Table.Th>
                    <Table.Th scope="col">Status</Table.Th>
                    <Table.Th scope="col">Made</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {tenants.map((tenant) => (
                    <Row key={tenant.id} tenant={tenant} onOpen={() => change({ tenant: tenant.id })} />
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
            <LoadMore query={query} of="tenants" />
          </Stack>
        );
      }}
    </QueryView>
  );
}

function Row({ tenant, onOpen }: { tenant: Tenant; onOpen: () => void }) {
  const { label, colour } = STATUS_WORDS[tenant.status];
  return (
    <Table.Tr>
      <Table.Th scope="row">
        <Button variant="subtle" size="compact-sm" ml={-8} onClick={onOpen}>
          {tenant.name}
        </Button>
      </Table.Th>
      <Table.Td>{tenant.slug}</Table.Td>
      <Table.Td>{tenant.plan}</Table.Td>
      <Table.Td>
        <Badge variant="light" color={colour} tt="none" radius="sm">
          {label}
        </Badge>
      </Table.Td>
      <Table.Td>
        <TimeAgo at={tenant.created_at} />
      </Table.Td>
    </Table.Tr>
  );
}

function Nothing() {
  const [address, change] = useFilters();
  if (!isFiltered(address))
    return (
      <EmptyState icon={<IconBuildingCommunity aria-hidden />} title="No tenants yet">
        A tenant is a customer with its own members, workflows and limits.
      </EmptyState>
    );
  return (
    <EmptyState
      icon={<IconSearchOff aria-hidden />}
      title="No tenant fits"
      action={
        <Button variant="default" onClick={() => change(NO_FILTERS)}>
          Show all
        </Button>
      }
    >
      Try another word, or fewer filters.
    </EmptyState>
  );
}
