import { NumberInput, PasswordInput, Select, Switch, Textarea, TextInput } from "@mantine/core";
import type { KindField } from "~/api/shapes";
import type { Json } from "~/document/types";
import { textOf } from "../kinds";
import { PairsField } from "./pairs-field";

export type PlainFieldProps = {
  field: KindField;
  value: Json | undefined;
  error: string | undefined;
  onChange: (value: Json | undefined) => void;
};

const PAIRS = new Set(["headers", "parameters"]);
const NUMBERS = new Set(["port", "seconds", "count"]);

/** One field of a kind, entered by its format. */
export function PlainField({ field, value, error, onChange }: PlainFieldProps) {
  const { label, help, format, is_required: isRequired, is_secret: isSecret } = field;
  const shared = { label, description: help, error, withAsterisk: isRequired };
  const usual = textOf(JSON.parse(JSON.stringify(field.default ?? null)));
  if (PAIRS.has(format))
    return <PairsField {...{ label, help, isRequired, isSecret, value, error, onChange }} />;
  if (format === "flag")
    return (
      <Switch
        label={label}
        description={help}
        error={error}
        checked={value === true}
        onChange={(event) => onChange(event.currentTarget.checked || undefined)}
      />
    );
  if (format === "choice")
    return (
      <Select
        {...shared}
        data={field.choices}
        placeholder={usual}
        clearable={!isRequired}
        value={textOf(value) || null}
        onChange={(next) => onChange(next ?? undefined)}
      />
    );
  if (NUMBERS.has(format))
    return (
      <NumberInput
        {...shared}
        min={0}
        allowDecimal={format === "seconds"}
        placeholder={usual}
        value={typeof value === "number" ? value : ""}
        onChange={(next) => onChange(typeof next === "number" ? next : undefined)}
      />
    );
  if (format === "pem")
    return (
      <Textarea
        {...shared}
        autosize
        minRows={3}
        maxRows={8}
        spellCheck={false}
        autoComplete="off"
        ff="monospace"
        value={textOf(value)}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  const Text = isSecret ? PasswordInput : TextInput;
  return (
    <Text
      {...shared}
      placeholder={usual}
      autoComplete={isSecret ? "new-password" : "off"}
      spellCheck={false}
      inputMode={format === "url" ? "url" : undefined}
      value={textOf(value)}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
