import { ScrollArea, Text, TextInput } from "@mantine/core";
import { useUncontrolled } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, useRef } from "react";
import { addType } from "../canvas/doing/add";
import { useEditor, useStores } from "../context";
import { moveFocus } from "./move-focus";
import classes from "./palette.module.css";
import { PaletteGroup } from "./palette-group";
import { PaletteItem } from "./palette-item";
import { searchTypes } from "./search-types";

/** Node types to choose from, in groups, with search. Arrow keys go through them, Enter adds one. */
export function Palette() {
  const stores = useStores();
  const root = useRef<HTMLElement>(null);
  const catalogue = useEditor((state) => state.catalogue);
  const canEdit = useEditor((state) => state.canEdit);
  const [text, setText] = useUncontrolled({ defaultValue: "" });
  const found = searchTypes(catalogue.items, text);
  const onKeyDown = (event: KeyboardEvent) => {
    if (root.current && moveFocus(root.current, event.key)) event.preventDefault();
  };
  const onEnter = (event: KeyboardEvent) => {
    const [first] = found;
    if (event.key === "Enter" && text.trim() !== "" && first) addType(stores, first.type);
    if (event.key === "Escape" && text !== "") setText("");
  };
  if (!canEdit) return null;
  return (
    <nav ref={root} aria-label="Palette" className={classes.palette} onKeyDown={onKeyDown}>
      <TextInput
        className={classes.search}
        aria-label="Search node types"
        placeholder="Search node types"
        leftSection={<IconSearch size={16} aria-hidden />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onEnter}
        data-palette-stop
      />
      <ScrollArea className={classes.list} type="auto" offsetScrollbars="y">
        {text.trim() === "" ? (
          catalogue.groups.map((group) => (
            <PaletteGroup
              key={group.name}
              group={group}
              types={catalogue.items.filter((type) => type.group === group.name)}
            />
          ))
        ) : (
          <ul aria-label="Found node types" className={classes.items}>
            {found.map((type) => (
              <PaletteItem key={type.type} type={type} />
            ))}
          </ul>
        )}
        <Text role="status" size="sm" c="dimmed" px="xs">
          {found.length === 0 ? `No node type fits “${text}”.` : ""}
        </Text>
      </ScrollArea>
    </nav>
  );
}
