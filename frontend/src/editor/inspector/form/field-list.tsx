import { Button, Collapse, Stack } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useId, useState } from "react";
import type { FieldSchema } from "~/document/catalogue";
import type { Path } from "~/document/commands/values";
import type { Json, JsonObject } from "~/document/types";
import { fieldName, useForm } from "./form-context";
import { isShown, titleFrom, withMember } from "./schema";
import { SchemaField } from "./schema-field";

export type FieldListProps = {
  schema: FieldSchema;
  path: Path;
  values: JsonObject;
  /** Fields that are shown elsewhere. */
  without?: readonly string[];
  /** Given where the object is not in the document as yet. */
  onChange?: (value: Json | undefined, at?: Path) => void;
};

/** The fields of an object: those that matter now, those that are rarely set folded away. */
export function FieldList({ schema, path, values, without = [], onChange }: FieldListProps) {
  const { problems, focus } = useForm();
  const [fold, setFold] = useState<{ readonly isOpen: boolean; readonly at: number } | null>(null);
  const regionId = useId();
  const shown = Object.entries(schema.properties ?? {}).filter(
    ([name, field]) =>
      !without.includes(name) && (isShown(field, values, schema) || problems.has(fieldName([...path, name]))),
  );
  const isFolded = ([name, field]: readonly [string, FieldSchema]) =>
    field.advanced === true && values[name] === undefined;
  const folded = shown.filter(isFolded);
  const names = folded.map(([name]) => fieldName([...path, name]));
  const isWanted = names.some((name) => isWithin(focus?.field ?? "", name) || hasProblem(problems, name));
  const at = focus?.at ?? 0;
  const isOpen = fold?.at === at ? fold.isOpen : isWanted;

  const draw = ([name, field]: readonly [string, FieldSchema]) => (
    <SchemaField
      key={name}
      schema={field}
      name={field.title ?? titleFrom(name)}
      path={[...path, name]}
      value={values[name]}
      isRequired={schema.required?.includes(name) ?? false}
      onChange={onChange && ((value) => onChange(withMember(values, name, value), [...path, name]))}
    />
  );
  return (
    <Stack gap="md">
      {shown.filter((entry) => !isFolded(entry)).map(draw)}
      {folded.length > 0 && (
        <div>
          <Button
            variant="subtle"
            size="compact-sm"
            aria-expanded={isOpen}
            aria-controls={regionId}
            leftSection={
              isOpen ? <IconChevronDown size={14} aria-hidden /> : <IconChevronRight size={14} aria-hidden />
            }
            onClick={() => setFold({ isOpen: !isOpen, at })}
          >
            More settings ({folded.length})
          </Button>
          <Collapse expanded={isOpen} id={regionId}>
            <Stack gap="md" pt="sm">
              {folded.map(draw)}
            </Stack>
          </Collapse>
        </div>
      )}
    </Stack>
  );
}

function hasProblem(problems: ReadonlyMap<string, unknown>, field: string): boolean {
  return [...problems.keys()].some((name) => isWithin(name, field));
}

function isWithin(name: string, field: string): boolean {
  return name === field || name.startsWith(`${field}.`);
}
