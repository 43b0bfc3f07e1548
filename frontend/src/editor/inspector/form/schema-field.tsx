import { ActionIcon, Tooltip } from "@mantine/core";
import { IconRotate2 } from "@tabler/icons-react";
import type { FieldSchema } from "~/document/catalogue";
import type { Path } from "~/document/commands/values";
import type { Json } from "~/document/types";
import { kindOf } from "../fields/kinds";
import { FIELDS } from "../fields/registry";
import classes from "./form.module.css";
import { fieldName, useForm } from "./form-context";
import { resolved } from "./schema";

export type SchemaFieldProps = {
  schema: FieldSchema;
  /** What it is called, for people. */
  name: string;
  path: Path;
  value: Json | undefined;
  isRequired: boolean;
  /** An element of a list: its name is already there. */
  isBare?: boolean;
  /** Instead of a change at the field's own place in the document. */
  onChange?: (value: Json | undefined, at?: Path) => void;
};

/** One field, whatever its kind, with a way back to its default. */
export function SchemaField({
  schema,
  name,
  path,
  value,
  isRequired,
  isBare = false,
  onChange,
}: SchemaFieldProps) {
  const { root, change, isReadOnly } = useForm();
  const plain = resolved(schema, root);
  const kind = kindOf(plain);
  const Field = FIELDS[kind];
  const isSet = value !== undefined && (value !== null || kind === "json");
  const set = onChange ?? ((next: Json | undefined, at?: Path) => change(path, next, at));
  const isNamed = !isBare || kind === "object";
  return (
    <div className={classes.field} data-field={fieldName(path)} data-bare={isBare || undefined}>
      <Field
        schema={isNamed ? plain : { ...plain, description: undefined }}
        path={path}
        label={isBare && kind === "object" ? "" : name}
        value={isSet ? value : undefined}
        isRequired={isRequired}
        onChange={set}
      />
      {isSet && !isRequired && !isReadOnly && kind !== "object" && (
        <Tooltip label={plain.default === undefined ? "Clear" : "Reset to the default"}>
          <ActionIcon
            className={classes.reset}
            size="xs"
            aria-label={`Reset ${name}`}
            onClick={() => set(undefined)}
          >
            <IconRotate2 size={14} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
    </div>
  );
}
