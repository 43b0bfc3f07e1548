import { TextInput } from "@mantine/core";
import { useFilters } from "~/lib/filters";
import { faultOf } from "../address";

export type TextFilterProps = { name: string; label: string; width: number };

/** A filter that is typed: asked for on Enter, or when the field is left. */
export function TextFilter({ name, label, width }: TextFilterProps) {
  const [address, change] = useFilters();
  const given = address[name] ?? "";
  const take = (text: string) => {
    if (text.trim() !== given) change({ [name]: text.trim() || undefined });
  };
  return (
    <TextInput
      key={given}
      aria-label={label}
      placeholder={label}
      defaultValue={given}
      error={faultOf(name, given)}
      onBlur={(event) => take(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === "Enter") take(event.currentTarget.value);
      }}
      maxLength={255}
      w={width}
    />
  );
}
