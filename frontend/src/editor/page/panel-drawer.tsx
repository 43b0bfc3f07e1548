import { Drawer } from "@mantine/core";
import { useFilters } from "~/lib/filters";
import type { EditorPanel } from "./panels";

export type PanelDrawerProps = { panels: readonly EditorPanel[] };

/** The panel that the address names. */
export function PanelDrawer({ panels }: PanelDrawerProps) {
  const [filters, change] = useFilters();
  const panel = panels.find(({ key }) => key === filters.panel);
  return (
    <Drawer
      opened={panel !== undefined}
      onClose={() => change({ panel: undefined })}
      title={panel?.label}
      position="right"
      size="lg"
    >
      {panel?.element}
    </Drawer>
  );
}
