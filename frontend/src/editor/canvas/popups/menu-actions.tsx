import { Menu, Text } from "@mantine/core";
import type { Position } from "~/document/types";
import { useStores } from "../../context";
import { keyNames } from "../../shortcuts/keys";
import { addNote } from "../doing/draw";
import { openAddAt } from "../doing/open-add";
import { viewOf } from "../view";
import type { MenuSection } from "./menu-of";

/** `place`: where the menu was opened, on the canvas. */
export type MenuActionsProps = { section: MenuSection; place: Position };

/** A section of the menu, with shortcuts. What is added comes where the menu was opened. */
export function MenuActions({ section, place }: MenuActionsProps) {
  const stores = useStores();
  const run = (id: string, otherwise: () => void) => {
    const { flow, ui, element } = viewOf(stores);
    ui.setState({ popup: null });
    element?.focus({ preventScroll: true });
    if (id === "add-node" && flow) openAddAt(stores, flow.flowToScreenPosition(place));
    else if (id === "add-note") addNote(stores, place);
    else otherwise();
  };
  return (
    <>
      {section.actions.map((action) => (
        <Menu.Item
          key={action.id}
          onClick={() => run(action.id, () => action.run(stores))}
          rightSection={
            action.keys?.[0] && (
              <Text size="xs" c="dimmed">
                {keyNames(action.keys[0]).join(" ")}
              </Text>
            )
          }
        >
          {action.label}
        </Menu.Item>
      ))}
      <Menu.Divider />
    </>
  );
}
