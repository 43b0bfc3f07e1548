import { UnstyledButton } from "@mantine/core";
import type { DragEvent } from "react";
import type { NodeType } from "~/document/catalogue";
import { TypeIcon } from "~/ui/type-icon";
import { addType } from "../canvas/doing/add";
import { NODE_TYPE_MIME } from "../canvas/gestures/dropping";
import { useStores } from "../context";
import classes from "./palette.module.css";

export type PaletteItemProps = { type: NodeType };

/** A node type: pressed it is added, dragged it is added where it is dropped. */
export function PaletteItem({ type }: PaletteItemProps) {
  const stores = useStores();
  const onDragStart = (event: DragEvent) => {
    event.dataTransfer.setData(NODE_TYPE_MIME, type.type);
    event.dataTransfer.effectAllowed = "copy";
  };
  return (
    <li>
      <UnstyledButton
        draggable
        className={classes.item}
        data-colour={type.colour}
        title={type.purpose}
        onClick={() => addType(stores, type.type)}
        onDragStart={onDragStart}
        data-palette-stop
      >
        <span className={classes.icon}>
          <TypeIcon name={type.icon} size={16} />
        </span>
        <span className={classes.label}>{type.label}</span>
      </UnstyledButton>
    </li>
  );
}
