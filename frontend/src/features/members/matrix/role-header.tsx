import { ActionIcon, Anchor, Group, Menu, Table, Text } from "@mantine/core";
import { IconDotsVertical } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Role } from "~/api/shapes";
import { plural } from "~/lib/format";
import { DeleteRoleDialog } from "./delete-role-dialog";
import { EditRoleDialog } from "./edit-role-dialog";
import { whyLocked } from "./locked";

export type RoleHeaderProps = { role: Role; roles: readonly Role[]; mine: readonly string[] };

/** The head of a role's column: its name, who has it, and what can be done with it. */
export function RoleHeader({ role, roles, mine }: RoleHeaderProps) {
  const locked = whyLocked(role, mine);
  return (
    <Table.Th scope="col">
      <Group gap={2} justify="center" wrap="nowrap">
        <Text size="sm" fw={650} component="span" title={role.description || undefined}>
          {role.name}
        </Text>
        <RoleMenu role={role} roles={roles} mine={mine} />
      </Group>
      {mine.includes("users.read") ? (
        <Anchor
          size="xs"
          renderRoot={(props) => <Link to="/members" search={{ role: role.name }} {...props} />}
        >
          {plural(role.members, "member")}
        </Anchor>
      ) : (
        <Text size="xs" component="span">
          {plural(role.members, "member")}
        </Text>
      )}
      {locked && (
        <Text size="xs" c="dimmed" fw={400} component="span" display="block">
          {role.is_built_in ? "Built in" : locked}
        </Text>
      )}
    </Table.Th>
  );
}

function RoleMenu({ role, roles, mine }: RoleHeaderProps) {
  const [dialog, setDialog] = useState<"edit" | "delete">();
  const canEdit = whyLocked(role, mine) === undefined;
  const canDelete = mayDelete(role, mine);
  if (!canEdit && !canDelete) return null;
  return (
    <>
      <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <ActionIcon size="sm" aria-label={`Actions for the role ${role.name}`}>
            <IconDotsVertical size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {canEdit && <Menu.Item onClick={() => setDialog("edit")}>Rename or describe</Menu.Item>}
          {canDelete && (
            <Menu.Item color="red" onClick={() => setDialog("delete")}>
              Delete
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {dialog === "edit" && <EditRoleDialog role={role} onClose={() => setDialog(undefined)} />}
      {dialog === "delete" && (
        <DeleteRoleDialog role={role} roles={roles} mine={mine} onClose={() => setDialog(undefined)} />
      )}
    </>
  );
}

function mayDelete(role: Role, mine: readonly string[]): boolean {
  const isHeld = role.permissions.every((each) => mine.includes(each));
  return !role.is_built_in && isHeld && mine.includes("roles.delete");
}
