import { ActionIcon, Tooltip } from "@mantine/core";
import type { Icon } from "@tabler/icons-react";
import { keyNames } from "../../shortcuts/keys";

export type BarButtonProps = {
  label: string;
  keys?: string;
  icon: Icon;
  isOn?: boolean;
  onPress: () => void;
};

/** A button of the bars over the canvas, with its shortcut in the tooltip. */
export function BarButton({ label, keys, icon: Shape, isOn, onPress }: BarButtonProps) {
  return (
    <Tooltip label={keys ? `${label} (${keyNames(keys).join(" ")})` : label}>
      <ActionIcon
        aria-label={label}
        aria-pressed={isOn}
        variant={isOn ? "light" : "subtle"}
        onClick={onPress}
      >
        <Shape size={18} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
