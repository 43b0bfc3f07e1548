import { Collapse, Group, Text, UnstyledButton } from "@mantine/core";
import { IconGripVertical } from "@tabler/icons-react";
import { useState } from "react";
import type { FieldSchema } from "~/document/catalogue";
import type { Path } from "~/document/commands/values";
import type { Json } from "~/document/types";
import { isOnly } from "../form/schema";
import { SchemaField } from "../form/schema-field";
import { summaryOf } from "./new-element";
import { RowButtons } from "./row-buttons";
import classes from "./rows.module.css";

export type ListRowProps = {
  schema: FieldSchema;
  path: Path;
  /** Such as "Case 2". */
  name: string;
  value: Json;
  isReadOnly: boolean;
  isLast: boolean;
  /** Given where the list is only the default as yet, so that there is no place to change. */
  onChange?: (value: Json | undefined) => void;
  onMove: (by: number) => void;
  onRemove: () => void;
  onDragStart: () => void;
  onDrop: () => void;
};

/** An element of a list. One with fields of its own can be folded up to a summary. */
export function ListRow(props: ListRowProps) {
  const { schema, path, name, value, isReadOnly, onChange } = props;
  const [isOpen, setOpen] = useState(true);
  const [isOver, setOver] = useState(false);
  const isObject = isOnly(schema, "object");
  const field = (
    <SchemaField
      schema={schema}
      name={name}
      path={path}
      value={value}
      isRequired
      isBare
      onChange={onChange}
    />
  );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dragging is a shortcut for the buttons in it
    <div
      className={isObject ? classes.card : undefined}
      data-row
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={() => {
        setOver(false);
        props.onDrop();
      }}
    >
      <Group gap={4} wrap="nowrap" align={isObject ? "center" : "flex-start"}>
        {!isReadOnly && (
          <span className={classes.grip} draggable onDragStart={props.onDragStart} aria-hidden>
            <IconGripVertical size={14} />
          </span>
        )}
        {isObject ? (
          <UnstyledButton className={classes.summary} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            <Text size="sm" fw={500} truncate>
              {name}
              <Text span size="xs" c="dimmed" ms="xs">
                {summaryOf(schema, value)}
              </Text>
            </Text>
          </UnstyledButton>
        ) : (
          <div className={classes.value}>{field}</div>
        )}
        {!isReadOnly && (
          <RowButtons
            name={name}
            isFirst={path.at(-1) === 0}
            isLast={props.isLast}
            onMove={props.onMove}
            onRemove={props.onRemove}
          />
        )}
      </Group>
      {isObject && <Collapse expanded={isOpen}>{field}</Collapse>}
    </div>
  );
}
