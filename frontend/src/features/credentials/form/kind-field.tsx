import { Button, Group, Input, Text } from "@mantine/core";
import type { KindField as Field } from "~/api/shapes";
import type { Json } from "~/document/types";
import { PlainField } from "./plain-field";

export type KindFieldProps = {
  field: Field;
  value: Json | undefined;
  error: string | undefined;
  /** Whether the server holds a secret here, which is never shown. */
  isKept: boolean;
  onChange: (value: Json | undefined) => void;
};

/** One field of a kind. A secret that is set stays as it is, until somebody says otherwise. */
export function KindField({ isKept, ...props }: KindFieldProps) {
  const { field, value, error, onChange } = props;
  if (!field.is_secret || !isKept) return <PlainField {...props} />;
  const begins = () => onChange(field.format === "headers" || field.format === "parameters" ? {} : "");
  if (value === undefined || value === null)
    return (
      <Input.Wrapper label={field.label} description={field.help} error={error} labelElement="div">
        <Group gap="sm" mt={4}>
          <Text size="sm">{value === null ? "Is taken away." : "Is set, and stays unchanged."}</Text>
          <Button size="compact-sm" variant="default" aria-label={`Replace ${field.label}`} onClick={begins}>
            Replace
          </Button>
          {value === undefined && !field.is_required && (
            <Button
              size="compact-sm"
              variant="default"
              aria-label={`Take ${field.label} away`}
              onClick={() => onChange(null)}
            >
              Take away
            </Button>
          )}
          {value === null && <KeepButton label={field.label} onKeep={() => onChange(undefined)} />}
        </Group>
      </Input.Wrapper>
    );
  return (
    <div>
      <PlainField {...props} />
      <KeepButton label={field.label} onKeep={() => onChange(undefined)} />
    </div>
  );
}

function KeepButton({ label, onKeep }: { label: string; onKeep: () => void }) {
  return (
    <Button size="compact-sm" variant="subtle" mt={4} aria-label={`Keep ${label} unchanged`} onClick={onKeep}>
      Keep unchanged
    </Button>
  );
}
