import { ActionIcon, Button, Group, Input, Stack, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { isObject } from "~/document/commands/values";
import { ExpressionField } from "../../expression/expression-field";
import type { FieldProps } from "../form/field-props";
import { useForm } from "../form/form-context";
import { useDraft } from "../form/use-draft";
import { useField } from "../form/use-field";
import { isPairs, type Pair, pairsOf, readPairs } from "./pairs";
import classes from "./rows.module.css";
import { useNewRow } from "./use-new-row";

/** Names and values, such as headers; the values are templates. */
export function KeyValueField(props: FieldProps) {
  const { path, label, value, onChange } = props;
  const { scope } = useForm();
  const isText = props.schema.format === "headers";
  const given = isObject(value) ? value : undefined;
  const draft = useDraft({
    path,
    value: given,
    print: (given) => pairsOf(given, isText),
    read: (pairs) => readPairs(pairs, isText),
    isTyped: isPairs,
    onChange,
  });
  const { placeholder: _none, readOnly, ...field } = useField(props, draft.fault);
  const rows = draft.typed;
  const { list, adding } = useNewRow(rows.length);
  const change = (at: number, row: Partial<Pair>) =>
    draft.type(rows.map((old, index) => (index === at ? { ...old, ...row } : old)));
  return (
    <Input.Wrapper {...field} labelElement="div">
      <Stack ref={list} gap="xs" role="group" aria-label={label} mb={4}>
        {rows.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row has nothing but its place
          <Group key={at} data-row gap={4} wrap="nowrap" align="flex-start">
            <TextInput
              aria-label={`Name ${at + 1} of ${label}`}
              placeholder="Name"
              className={classes.name}
              readOnly={readOnly}
              value={row.name}
              onChange={(event) => change(at, { name: event.currentTarget.value })}
            />
            <div className={classes.value}>
              <ExpressionField
                label={`Value ${at + 1} of ${label}`}
                placeholder="Value"
                format="template"
                minLines={1}
                readOnly={readOnly}
                scope={scope}
                value={row.text}
                onChange={(text) => change(at, { text })}
              />
            </div>
            {!readOnly && (
              <ActionIcon
                aria-label={`Remove ${row.name || `row ${at + 1}`} from ${label}`}
                onClick={() => draft.type(rows.toSpliced(at, 1))}
              >
                <IconX size={14} aria-hidden />
              </ActionIcon>
            )}
          </Group>
        ))}
        {!readOnly && (
          <Button
            variant="subtle"
            size="compact-xs"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => {
              adding();
              draft.type([...rows, { name: "", text: "" }]);
            }}
            className={classes.add}
            aria-label={`Add to ${label}`}
          >
            Add
          </Button>
        )}
      </Stack>
    </Input.Wrapper>
  );
}
