import { ActionIcon, Group, Text, Tooltip } from "@mantine/core";
import { IconUser, IconUsersGroup, IconX } from "@tabler/icons-react";
import type { Share } from "~/api/shapes";
import { TimeAgo } from "~/ui/time-ago";
import { granteeOf, nameOf } from "./grantees";
import { LevelSelect } from "./level-select";
import classes from "./share-row.module.css";
import type { ShareChange } from "./use-share";

export type ShareRowProps = {
  item: Share;
  permissions: readonly string[];
  onChange: (change: ShareChange) => void;
  onTakeAway: () => void;
};

/** One share: with whom, at which level, since when. */
export function ShareRow({ item, permissions, onChange, onTakeAway }: ShareRowProps) {
  const grantee = granteeOf(item);
  if (!grantee) return null;
  const name = nameOf(item);
  const isRole = grantee.kind === "role";
  const Icon = isRole ? IconUsersGroup : IconUser;
  return (
    <Group component="li" wrap="nowrap" className={classes.row}>
      <Icon size={20} stroke={1.6} role="img" aria-label={isRole ? "Role" : "Member"} />
      <div className={classes.who}>
        <Text size="sm" fw={600} truncate>
          {name}
        </Text>
        <Text size="xs" c="dimmed">
          {item.granted_by ? `${item.granted_by.name ?? "Somebody who left"} · ` : ""}
          <TimeAgo at={item.granted_at} />
        </Text>
      </div>
      <LevelSelect
        label={`Level of ${name}`}
        isLabelHidden
        level={item.level}
        permissions={permissions}
        onChange={(level) => onChange({ grantee, level })}
      />
      <Tooltip label="Take away">
        <ActionIcon aria-label={`Stop sharing with ${name}`} onClick={onTakeAway}>
          <IconX size={18} />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}
