import { Table, Text } from "@mantine/core";
import type { Role } from "~/api/shapes";
import type { Edits } from "./edits";
import type { PermissionGroup } from "./groups";
import { whyLocked } from "./locked";
import classes from "./matrix.module.css";
import { MatrixRow } from "./matrix-row";
import { RoleHeader } from "./role-header";

export type MatrixTableProps = {
  roles: readonly Role[];
  /** Also those that are not shown. */
  allRoles: readonly Role[];
  groups: readonly PermissionGroup[];
  mine: readonly string[];
  edits: Edits;
  onToggle: (role: Role, permission: string) => void;
};

/** The matrix: its head and its first column stay where they are while one scrolls. */
export function MatrixTable({ roles, allRoles, groups, mine, edits, onToggle }: MatrixTableProps) {
  const columns = roles.map((role) => ({ role, isLocked: whyLocked(role, mine) !== undefined }));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section className={classes.scroll} tabIndex={0} aria-label="Permissions by role">
      <Table aria-label="What roles allow" className={classes.table} withRowBorders={false}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col" className={classes.corner}>
              Permission
            </Table.Th>
            {roles.map((role) => (
              <RoleHeader key={role.id} role={role} roles={allRoles} mine={mine} />
            ))}
          </Table.Tr>
        </Table.Thead>
        {groups.map(({ resource, label, permissions }) => (
          <Table.Tbody key={resource}>
            <Table.Tr>
              <Table.Th scope="rowgroup" className={classes.group}>
                <Text size="xs" fw={650} tt="uppercase" component="span">
                  {label}
                </Text>
              </Table.Th>
              <Table.Td colSpan={Math.max(roles.length, 1)} className={classes.filler} />
            </Table.Tr>
            {permissions.map((permission) => (
              <MatrixRow
                key={permission.name}
                permission={permission}
                columns={columns}
                isMine={mine.includes(permission.name)}
                edits={edits}
                onToggle={onToggle}
              />
            ))}
          </Table.Tbody>
        ))}
      </Table>
    </section>
  );
}
