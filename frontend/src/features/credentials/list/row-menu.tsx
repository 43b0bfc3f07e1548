import { ActionIcon, Menu } from "@mantine/core";
import {
  IconDotsVertical,
  IconFlask,
  IconLink,
  IconListSearch,
  IconPencil,
  IconTrash,
} from "@tabler/icons-react";
import type { Credential, CredentialKind } from "~/api/shapes";
import { needsConsent } from "../kinds";

export type RowMenuProps = {
  item: Credential;
  kinds: readonly CredentialKind[];
  onOpen: (dialog: string) => void;
};

/** What can be done with one credential, as far as one may. */
export function RowMenu({ item, kinds, onOpen }: RowMenuProps) {
  const kind = kinds.find(({ name }) => name === item.kind);
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon aria-label={`More about ${item.name}`}>
          <IconDotsVertical size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {item.may_change && (
          <>
            <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => onOpen("change")}>
              Change
            </Menu.Item>
            <Menu.Item leftSection={<IconFlask size={16} />} onClick={() => onOpen("test")}>
              Test
            </Menu.Item>
            {needsConsent(kind) && (
              <Menu.Item leftSection={<IconLink size={16} />} onClick={() => onOpen("connect")}>
                {item.is_authorized ? "Connect anew" : "Connect"}
              </Menu.Item>
            )}
          </>
        )}
        <Menu.Item leftSection={<IconListSearch size={16} />} onClick={() => onOpen("uses")}>
          Where it is used
        </Menu.Item>
        {item.may_change && (
          <>
            <Menu.Divider />
            <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={() => onOpen("delete")}>
              Delete
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
