import { Table, Text } from "@mantine/core";
import type { PermissionEntry, Role } from "~/api/shapes";
import { allows, type Edits } from "./edits";
import classes from "./matrix.module.css";
import { MatrixCell } from "./matrix-cell";

export type MatrixRowProps = {
  permission: PermissionEntry;
  columns: readonly { readonly role: Role; readonly isLocked: boolean }[];
  /** Whether I have it: nobody gives more than they have. */
  isMine: boolean;
  edits: Edits;
  onToggle: (role: Role, permission: string) => void;
};

/** One permission, and which role has it. */
export function MatrixRow({ permission, columns, isMine, edits, onToggle }: MatrixRowProps) {
  const { name, description } = permission;
  const isRefused = !isMine && columns.some(({ isLocked }) => !isLocked);
  return (
    <Table.Tr className={classes.row}>
      <Table.Th scope="row" className={classes.permission}>
        <Text size="sm" component="span" display="block">
          {description}
        </Text>
        <Text size="xs" c="dimmed" component="span" display="block">
          {name}
        </Text>
        {isRefused && (
          <Text size="xs" c="dimmed" fs="italic" component="span" display="block">
            You may not do this yourself, so you cannot give it.
          </Text>
        )}
      </Table.Th>
      {columns.map(({ role, isLocked }) => (
        <MatrixCell
          key={role.id}
          label={`${role.name}: ${description}`}
          isAllowed={allows(role, edits, name)}
          isChanged={allows(role, edits, name) !== role.permissions.includes(name)}
          isLocked={isLocked}
          isRefused={!isMine}
          onToggle={() => onToggle(role, name)}
        />
      ))}
    </Table.Tr>
  );
}
