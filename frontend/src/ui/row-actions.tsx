import { Table, VisuallyHidden } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./row-actions.module.css";

/** Above the actions of rows; a name for those who do not see them. */
export function RowActionsHeading() {
  return (
    <Table.Th scope="col" className={classes.cell}>
      <VisuallyHidden>Actions</VisuallyHidden>
    </Table.Th>
  );
}

/** What can be done with a row: last in it, and in sight however wide the table is. */
export function RowActions({ children }: { children: ReactNode }) {
  return <Table.Td className={classes.cell}>{children}</Table.Td>;
}
