/** The component of each kind of field. */

import type { ComponentType } from "react";
import type { FieldProps } from "../form/field-props";
import { BooleanField } from "./boolean-field";
import { ChoiceField } from "./choice-field";
import { ChoicesField } from "./choices-field";
import { CodeField } from "./code-field";
import { ColourField } from "./colour-field";
import { CredentialField } from "./credential-field";
import { CronField } from "./cron-field";
import { DateField } from "./date-field";
import { DateTimeField } from "./date-time-field";
import { DurationField } from "./duration-field";
import { FormulaField } from "./formula-field";
import { JsonField } from "./json-field";
import { KeyValueField } from "./key-value-field";
import type { FieldKind } from "./kinds";
import { ListField } from "./list-field";
import { LongTextField } from "./long-text-field";
import { MembersField } from "./members-field";
import { NumberField } from "./number-field";
import { ObjectField } from "./object-field";
import { SuggestionsField } from "./suggestions-field";
import { TemplateOrListField } from "./template-or-list-field";
import { TemplatedJsonField } from "./templated-json-field";
import { TextField } from "./text-field";
import { TimeZoneField } from "./time-zone-field";
import { WorkflowField } from "./workflow-field";

export const FIELDS: Readonly<Record<FieldKind, ComponentType<FieldProps>>> = {
  "date-time": DateTimeField,
  "key-value": KeyValueField,
  "long-text": LongTextField,
  "template-or-list": TemplateOrListField,
  "templated-json": TemplatedJsonField,
  "time-zone": TimeZoneField,
  boolean: BooleanField,
  choice: ChoiceField,
  choices: ChoicesField,
  code: CodeField,
  colour: ColourField,
  credential: CredentialField,
  cron: CronField,
  date: DateField,
  duration: DurationField,
  expression: FormulaField,
  json: JsonField,
  list: ListField,
  members: MembersField,
  number: NumberField,
  object: ObjectField,
  suggestions: SuggestionsField,
  template: FormulaField,
  text: TextField,
  workflow: WorkflowField,
};
