import { Menu } from "@mantine/core";
import classes from "./popups.module.css";

export type ColourItemsProps = { label: string; onChoose: (colour: string) => void };

const COLOURS = [
  "yellow",
  "orange",
  "red",
  "pink",
  "grape",
  "blue",
  "cyan",
  "teal",
  "green",
  "gray",
] as const;

/** Colours to choose from, by name. */
export function ColourItems({ label, onChoose }: ColourItemsProps) {
  return (
    <Menu.Sub>
      <Menu.Sub.Target>
        <Menu.Sub.Item>{label}</Menu.Sub.Item>
      </Menu.Sub.Target>
      <Menu.Sub.Dropdown>
        {COLOURS.map((colour) => (
          <Menu.Item
            key={colour}
            leftSection={<span className={classes.swatch} data-colour={colour} />}
            onClick={() => onChoose(colour)}
          >
            {colour.charAt(0).toUpperCase() + colour.slice(1)}
          </Menu.Item>
        ))}
      </Menu.Sub.Dropdown>
    </Menu.Sub>
  );
}
