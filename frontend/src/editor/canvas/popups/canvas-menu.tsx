import { Menu } from "@mantine/core";
import { useEditor, useStores } from "../../context";
import { colourGroups, colourNotes, selectedGroups } from "../doing/draw";
import { type Popup, show } from "../view";
import { AtPoint } from "./at-point";
import { ColourItems } from "./colour-items";
import { MenuActions } from "./menu-actions";
import { type MenuSection, menuOf } from "./menu-of";

export type CanvasMenuProps = { popup: Extract<Popup, { kind: "menu" }> };

/** Not keys: the one that opens the menu would close it. */
const OUTSIDE = ["mousedown", "touchstart"];

/** The menu of what is selected, or of the canvas. */
export function CanvasMenu({ popup }: CanvasMenuProps) {
  const stores = useStores();
  const selection = useEditor((state) => state.selection);
  const canEdit = useEditor((state) => state.canEdit);
  const sections: readonly MenuSection[] = menuOf(stores, popup);
  const hasGroup = selectedGroups(stores).length > 0;
  const close = () => show(stores, null);
  return (
    <Menu
      opened
      onClose={close}
      position="right-start"
      shadow="md"
      width={260}
      returnFocus={false}
      clickOutsideEvents={OUTSIDE}
    >
      <Menu.Target>
        <AtPoint at={popup.at} />
      </Menu.Target>
      <Menu.Dropdown aria-label={popup.about === "canvas" ? "Canvas" : "Selection"}>
        {sections.map((section) => (
          <MenuActions key={section.name} section={section} place={popup.place} />
        ))}
        {canEdit && selection.notes.size > 0 && (
          <ColourItems label="Colour of the note" onChoose={(colour) => colourNotes(stores, colour)} />
        )}
        {canEdit && hasGroup && (
          <ColourItems label="Colour of the group" onChoose={(colour) => colourGroups(stores, colour)} />
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
