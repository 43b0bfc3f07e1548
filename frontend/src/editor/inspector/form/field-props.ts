import type { FieldSchema } from "~/document/catalogue";
import type { Path } from "~/document/commands/values";
import type { Json } from "~/document/types";

/** What every kind of field is given. */
export type FieldProps = {
  /** Resolved, and without null. */
  readonly schema: FieldSchema;
  readonly path: Path;
  /** What the field is called, for people. */
  readonly label: string;
  /** Undefined: not set. */
  readonly value: Json | undefined;
  readonly isRequired: boolean;
  /** Undefined takes it out of the document. `at`: the part that changed, so that typing in it is one step of undo. */
  readonly onChange: (value: Json | undefined, at?: Path) => void;
};
