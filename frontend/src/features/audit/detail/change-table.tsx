import { Table } from "@mantine/core";
import type { Change } from "../changes";
import classes from "./entry-detail.module.css";

export type ChangeTableProps = { changes: readonly Change[] };

/** What was and what is, field by field. */
export function ChangeTable({ changes }: ChangeTableProps) {
  return (
    <Table aria-label="What changed" withTableBorder layout="fixed" verticalSpacing={4}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col" w="24%">
            Field
          </Table.Th>
          <Table.Th scope="col">Before</Table.Th>
          <Table.Th scope="col">After</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {changes.map(({ path, before, after }) => (
          <Table.Tr key={path}>
            <Table.Th scope="row" fw={500}>
              {path || "All of it"}
            </Table.Th>
            <Side text={before} mark="−" className={classes.removed} />
            <Side text={after} mark="+" className={classes.added} />
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

type SideProps = { text: string | undefined; mark: string; className: string | undefined };

function Side({ text, mark, className }: SideProps) {
  if (text === undefined) return <Table.Td />;
  return (
    <Table.Td className={className}>
      <span className={classes.value}>
        {mark} {text}
      </span>
    </Table.Td>
  );
}
