import { Checkbox, Table, VisuallyHidden } from "@mantine/core";
import { IconCheck, IconMinus } from "@tabler/icons-react";
import classes from "./matrix.module.css";

export type MatrixCellProps = {
  label: string;
  isAllowed: boolean;
  isChanged: boolean;
  /** The role stays as it is. */
  isLocked: boolean;
  /** The permission cannot be given. */
  isRefused: boolean;
  onToggle: () => void;
};

/** Whether a role has a permission: a mark where that stays so, a box where it can be changed. */
export function MatrixCell({ label, isAllowed, isChanged, isLocked, isRefused, onToggle }: MatrixCellProps) {
  if (isLocked)
    return (
      <Table.Td className={classes.cell}>
        {isAllowed ? (
          <IconCheck size={18} className={classes.yes} aria-hidden />
        ) : (
          <IconMinus size={14} className={classes.no} aria-hidden />
        )}
        <VisuallyHidden>{isAllowed ? "Allowed" : "Not allowed"}</VisuallyHidden>
      </Table.Td>
    );
  return (
    <Table.Td className={classes.cell} data-changed={isChanged || undefined}>
      <Checkbox
        aria-label={isChanged ? `${label} (not saved)` : label}
        checked={isAllowed}
        disabled={isRefused}
        onChange={onToggle}
        classNames={{ inner: classes.box }}
      />
    </Table.Td>
  );
}
