import { Table } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { lastRunsQuery } from "~/api/queries/workflows";
import type { WorkflowItem } from "~/api/shapes";
import { RowActionsHeading } from "~/ui/row-actions";
import { WorkflowRow } from "./workflow-row";
import classes from "./workflow-row.module.css";

export type WorkflowTableProps = { items: readonly WorkflowItem[]; isTrash: boolean };

/** Workflows as rows. How they ran last comes in one request for all. */
export function WorkflowTable({ items, isTrash }: WorkflowTableProps) {
  const lastRuns = useQuery({ ...lastRunsQuery(), enabled: !isTrash }).data;
  return (
    <Table.ScrollContainer minWidth={720}>
      <Table
        verticalSpacing="sm"
        highlightOnHover
        aria-label={isTrash ? "Workflows in the trash" : "Workflows"}
      >
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Name</Table.Th>
            <Table.Th visibleFrom="lg">Owner</Table.Th>
            <Table.Th>Version</Table.Th>
            {!isTrash && <Table.Th className={classes.heading}>Last run</Table.Th>}
            <Table.Th>{isTrash ? "Deleted" : "Changed"}</Table.Th>
            <RowActionsHeading />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((item) => (
            <WorkflowRow key={item.id} item={item} lastRuns={lastRuns} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
