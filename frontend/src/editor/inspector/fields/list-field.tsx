import { Button, Input, Stack, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { isList } from "~/document/commands/values";
import type { Json } from "~/document/types";
import type { FieldProps } from "../form/field-props";
import { useForm } from "../form/form-context";
import { resolved } from "../form/schema";
import { useField } from "../form/use-field";
import { ListRow } from "./list-row";
import { moved, newElement } from "./new-element";
import classes from "./rows.module.css";
import { useNewRow } from "./use-new-row";

const NOTHING: readonly Json[] = [];

/** A list of anything: elements are added, removed, and moved by buttons or by dragging. */
export function ListField(props: FieldProps) {
  const { schema, path, label, value, isRequired, onChange } = props;
  const { root } = useForm();
  const [dragged, setDragged] = useState<number | null>(null);
  const { placeholder: _none, readOnly, ...field } = useField(props);
  const items = resolved(schema.items ?? {}, root);
  const isSet = isList(value);
  const elements = isSet ? value : isList(schema.default) ? schema.default : NOTHING;
  const { list, adding } = useNewRow(elements.length);
  const replace = (list: readonly Json[]) =>
    onChange(list.length === 0 && !isRequired && !schema.default ? undefined : list);
  const isFull = schema.maxItems !== undefined && elements.length >= schema.maxItems;
  return (
    <Input.Wrapper {...field} labelElement="div">
      <Stack ref={list} gap="xs" role="group" aria-label={label} mb={4}>
        {elements.length === 0 && (
          <Text size="xs" c="dimmed">
            No entries
          </Text>
        )}
        {elements.map((element, at) => (
          <ListRow
            // biome-ignore lint/suspicious/noArrayIndexKey: an element has nothing but its place
            key={at}
            schema={items}
            path={[...path, at]}
            name={`${items.title ?? label} ${at + 1}`}
            value={element}
            isReadOnly={readOnly}
            isLast={at === elements.length - 1}
            onChange={
              isSet ? undefined : (next) => replace(elements.toSpliced(at, 1, next ?? newElement(items)))
            }
            onMove={(by) => replace(moved(elements, at, at + by))}
            onRemove={() => replace(elements.toSpliced(at, 1))}
            onDragStart={() => setDragged(at)}
            onDrop={() => {
              if (dragged !== null) replace(moved(elements, dragged, at));
              setDragged(null);
            }}
          />
        ))}
        {!readOnly && (
          <Button
            variant="subtle"
            size="compact-xs"
            className={classes.add}
            disabled={isFull}
            leftSection={<IconPlus size={14} aria-hidden />}
            aria-label={`Add to ${label}`}
            onClick={() => {
              adding();
              replace([...elements, newElement(items)]);
            }}
          >
            Add
          </Button>
        )}
      </Stack>
    </Input.Wrapper>
  );
}
