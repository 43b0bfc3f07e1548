import { Checkbox, Table } from "@mantine/core";
import type { ExecutionItem } from "~/api/shapes";
import { RowActionsHeading } from "~/ui/row-actions";
import { ExecutionRow } from "./execution-row";

export type Choice = {
  readonly chosen: ReadonlySet<string>;
  readonly choose: (ids: readonly string[], isChosen: boolean) => void;
};
export type ExecutionTableProps = { items: readonly ExecutionItem[]; choice?: Choice | undefined };

/** Executions as rows; with `choice` some of them can be chosen. */
export function ExecutionTable({ items, choice }: ExecutionTableProps) {
  return (
    <Table.ScrollContainer minWidth={700}>
      <Table verticalSpacing="xs" highlightOnHover aria-label="Executions">
        <Table.Thead>
          <Table.Tr>
            {choice && (
              <Table.Th w={40}>
                <ChooseAll items={items} choice={choice} />
              </Table.Th>
            )}
            <Table.Th>Status</Table.Th>
            <Table.Th>Workflow</Table.Th>
            <Table.Th>Version</Table.Th>
            <Table.Th>Started by</Table.Th>
            <Table.Th>When</Table.Th>
            <Table.Th>Took</Table.Th>
            <RowActionsHeading />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((item) => (
            <ExecutionRow
              key={item.id}
              item={item}
              isChosen={choice?.chosen.has(item.id)}
              onChoose={choice && ((isChosen) => choice.choose([item.id], isChosen))}
            />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function ChooseAll({ items, choice }: { items: readonly ExecutionItem[]; choice: Choice }) {
  const count = items.filter(({ id }) => choice.chosen.has(id)).length;
  return (
    <Checkbox
      aria-label="Choose all that are shown"
      checked={count > 0 && count === items.length}
      indeterminate={count > 0 && count < items.length}
      onChange={(event) =>
        choice.choose(
          items.map(({ id }) => id),
          event.currentTarget.checked,
        )
      }
    />
  );
}
