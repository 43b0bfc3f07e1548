import { ActionIcon, Menu } from "@mantine/core";
import { IconDotsVertical, IconKey, IconUserOff, IconUserShield, IconUserX } from "@tabler/icons-react";
import type { Me, Member } from "~/api/shapes";
import type { Refusals } from "../rank";
import { MenuChoice } from "./menu-choice";

export type MemberMenuProps = {
  member: Member;
  me: Me;
  refused: Refusals;
  onRoles: () => void;
  onStatus: () => void;
  onReset: () => void;
  onRemove: () => void;
};

/** What can be done with a member. What is refused stands there with the reason. */
export function MemberMenu({ member, me, refused, ...on }: MemberMenuProps) {
  const mayUpdate = me.permissions.includes("users.update");
  const mayRemove = me.permissions.includes("users.delete");
  if (!mayUpdate && !mayRemove) return null;
  const isActive = member.status === "active";
  return (
    <Menu position="bottom-end" width={300} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon aria-label={`Actions for ${member.name}`}>
          <IconDotsVertical size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {mayUpdate && (
          <>
            <MenuChoice icon={IconUserShield} refused={refused.roles} onChoose={on.onRoles}>
              Change roles
            </MenuChoice>
            <MenuChoice icon={IconKey} refused={refused.reset} onChoose={on.onReset}>
              Make a link for a new password
            </MenuChoice>
            <MenuChoice icon={IconUserOff} refused={refused.status} onChoose={on.onStatus}>
              {isActive ? "Disable" : "Let in again"}
            </MenuChoice>
          </>
        )}
        {mayRemove && (
          <MenuChoice icon={IconUserX} refused={refused.remove} onChoose={on.onRemove} isDangerous>
            {member.id === me.id ? "Leave this tenant" : "Remove"}
          </MenuChoice>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
