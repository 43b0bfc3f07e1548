import { Popover, Text, TextInput } from "@mantine/core";
import { type KeyboardEvent, useId, useState } from "react";
import { useStores } from "../../context";
import { searchTypes } from "../../palette/search-types";
import { addType } from "../doing/add";
import { type Popup, show } from "../view";
import { AtPoint } from "./at-point";
import { offeredTypes } from "./offered-types";
import classes from "./popups.module.css";
import { QuickAddOption } from "./quick-add-option";

export type QuickAddProps = { popup: Extract<Popup, { kind: "add" }> };

/** Node types that fit, at a place of the canvas. Typing searches, arrows choose, Enter adds. */
export function QuickAdd({ popup }: QuickAddProps) {
  const stores = useStores();
  const id = useId();
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState(0);
  const { link } = popup;
  const types = offeredTypes(stores.editor.getState(), link);
  const found = searchTypes(types, text);
  const at = Math.min(chosen, found.length - 1);
  const add = (type: string | undefined) => {
    if (type === undefined) return;
    show(stores, null);
    addType(stores, type, { ...(popup.place && { at: popup.place }), ...(link && { link }) });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") add(found[at]?.type);
    if (event.key === "ArrowDown") setChosen(Math.min(at + 1, found.length - 1));
    if (event.key === "ArrowUp") setChosen(Math.max(at - 1, 0));
    if (["Enter", "ArrowDown", "ArrowUp"].includes(event.key)) event.preventDefault();
  };
  return (
    <Popover
      opened
      position="bottom-start"
      trapFocus
      onDismiss={() => show(stores, null)}
      shadow="md"
      width={300}
    >
      <Popover.Target>
        <AtPoint at={popup.at} />
      </Popover.Target>
      <Popover.Dropdown p="xs" aria-label="Add a node">
        <TextInput
          data-autofocus
          role="combobox"
          aria-expanded
          aria-controls={id}
          aria-activedescendant={at < 0 ? undefined : `${id}-${at}`}
          aria-label="Search node types"
          placeholder={link?.kind === "from" ? "What comes next?" : "Which node?"}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
        />
        <div role="listbox" id={id} aria-label="Node types" className={classes.options}>
          {found.map((type, n) => (
            <QuickAddOption
              key={type.type}
              id={`${id}-${n}`}
              type={type}
              isChosen={n === at}
              onChoose={add}
            />
          ))}
        </div>
        {found.length === 0 && (
          <Text size="sm" c="dimmed" p="xs" role="status">
            No node type fits.
          </Text>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
