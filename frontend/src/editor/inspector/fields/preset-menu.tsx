import { ActionIcon, Menu } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";

export type Preset = { readonly value: string; readonly label: string };
export type PresetMenuProps = {
  label: string;
  presets: readonly Preset[];
  onChoose: (value: string) => void;
};

/** Usual values for a field that takes others as well. */
export function PresetMenu({ label, presets, onChoose }: PresetMenuProps) {
  return (
    <Menu position="bottom-end" withinPortal shadow="md">
      <Menu.Target>
        <ActionIcon aria-label={label} size="sm">
          <IconChevronDown size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: "auto" }}>
        {presets.map((preset) => (
          <Menu.Item key={preset.value} onClick={() => onChoose(preset.value)}>
            {preset.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
