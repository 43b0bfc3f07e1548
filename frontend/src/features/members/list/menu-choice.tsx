import { Menu, Text } from "@mantine/core";
import type { Icon } from "@tabler/icons-react";

export type MenuChoiceProps = {
  icon: Icon;
  children: string;
  onChoose: () => void;
  /** Why it cannot be done. It still gets the focus, so that everybody can read that. */
  refused?: string | undefined;
  isDangerous?: boolean;
};

/** An entry of a menu that says why it cannot be chosen. */
export function MenuChoice({ icon: Shape, children, onChoose, refused, isDangerous }: MenuChoiceProps) {
  const isRefused = refused !== undefined;
  return (
    <Menu.Item
      leftSection={<Shape size={16} aria-hidden />}
      color={isDangerous && !isRefused ? "red" : undefined}
      c={isRefused ? "dimmed" : undefined}
      aria-disabled={isRefused || undefined}
      closeMenuOnClick={!isRefused}
      onClick={isRefused ? undefined : onChoose}
    >
      {children}
      {isRefused && (
        <Text size="xs" component="span" display="block">
          {refused}
        </Text>
      )}
    </Menu.Item>
  );
}
