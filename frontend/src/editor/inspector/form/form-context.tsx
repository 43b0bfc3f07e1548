import { createContext, type ReactNode, use } from "react";
import type { FieldSchema } from "~/document/catalogue";
import type { Path } from "~/document/commands/values";
import type { Json, JsonObject } from "~/document/types";
import type { ExpressionScope } from "../../expression/code-editor";

/** What was typed that the document cannot hold, or holds in other words. `basis`: the value it stands for. */
export type Draft = {
  readonly form: string;
  readonly path: Path;
  readonly typed: unknown;
  readonly basis: Json | undefined;
  /** False: the document cannot hold it. */
  readonly isRead: boolean;
};
export type Drafts = Map<string, Draft>;

/** What the fields of one form share. */
export type FormState = {
  /** Names the form: two forms that are shown one after the other must not share what is typed. */
  readonly id: string;
  readonly root: FieldSchema;
  readonly values: JsonObject;
  readonly isReadOnly: boolean;
  /** Messages of the server, by field such as `cases.1.when`. */
  readonly problems: ReadonlyMap<string, readonly string[]>;
  readonly scope: ExpressionScope | null;
  readonly drafts: Drafts;
  /** Where the cursor was asked to go last; `at` counts. */
  readonly focus: { readonly field: string; readonly at: number } | null;
  readonly change: (path: Path, value: Json | undefined, at?: Path) => void;
};

const Form = createContext<FormState | null>(null);

export type FormProviderProps = { form: FormState; children: ReactNode };

export function FormProvider({ form, children }: FormProviderProps) {
  return <Form value={form}>{children}</Form>;
}

export function useForm(): FormState {
  const form = use(Form);
  if (form === null) throw new Error("a field stands outside of its form");
  return form;
}

/** `["cases", 1, "when"]` -> "cases.1.when", as problems name fields. */
export function fieldName(path: Path): string {
  return path.join(".");
}
