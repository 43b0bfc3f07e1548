import { Select } from "@mantine/core";
import type { FieldProps } from "../form/field-props";
import { useField } from "../form/use-field";
import { textOf } from "./texts";
import { isTimeZone, timeZones } from "./time-zones";

const MOST_SHOWN = 60;

/** A time zone by its name. */
export function TimeZoneField(props: FieldProps) {
  const { value, isRequired, onChange } = props;
  const text = textOf(value);
  const field = useField(
    props,
    text === "" || isTimeZone(text) ? null : "Is no time zone that is known here.",
  );
  return (
    <Select
      {...field}
      searchable
      limit={MOST_SHOWN}
      nothingFoundMessage="No such time zone"
      data={[...timeZones(text)]}
      value={text === "" ? null : text}
      allowDeselect={!isRequired}
      onChange={(chosen) => onChange(chosen ?? undefined)}
    />
  );
}
