import { ActionIcon, Group, Text, Tooltip } from "@mantine/core";
import { IconLayoutSidebarLeftCollapse } from "@tabler/icons-react";
import { Palette } from "../palette/palette";
import classes from "./palette-panel.module.css";
import { usePageUi } from "./session-context";

/** The palette with its heading, which folds it away. */
export function PalettePanel() {
  const arrange = usePageUi((ui) => ui.arrange);
  return (
    <div className={classes.panel}>
      <Group justify="space-between" h={36} pl="sm" pr={4} className={classes.head}>
        <Text component="h2" size="sm" fw={600}>
          Nodes
        </Text>
        <Tooltip label="Hide the node types">
          <ActionIcon
            aria-label="Hide the node types"
            aria-expanded
            onClick={() => arrange({ isPaletteOpen: false })}
          >
            <IconLayoutSidebarLeftCollapse size={18} />
          </ActionIcon>
        </Tooltip>
      </Group>
      <div className={classes.list}>
        <Palette />
      </div>
    </div>
  );
}
