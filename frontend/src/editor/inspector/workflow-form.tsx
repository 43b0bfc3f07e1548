import { Stack, Title } from "@mantine/core";
import { type Path, withValue } from "~/document/commands/values";
import { setWorkflow } from "~/document/commands/workflow";
import type { Json, JsonObject } from "~/document/types";
import { useEditor } from "../context";
import { problemsOfWorkflow } from "./field-problems";
import type { Drafts } from "./form/form-context";
import { SchemaForm } from "./form/schema-form";

export type WorkflowFormProps = { drafts?: Drafts };

const NOTHING: JsonObject = {};

/** How the workflow is executed. Its name is not in here: it stands above the canvas. */
export function WorkflowForm({ drafts }: WorkflowFormProps) {
  const settings = useEditor((state) => state.document.settings);
  const schema = useEditor((state) => state.catalogue.settings.workflow);
  const problems = useEditor((state) => state.problems);
  const canEdit = useEditor((state) => state.canEdit);
  const dispatch = useEditor((state) => state.dispatch);
  const values = settings ?? NOTHING;

  function change(path: Path, value: Json | undefined, at: Path = path) {
    const next = withValue(values, path, value);
    const isEmpty = Object.keys(next).length === 0;
    dispatch(setWorkflow({ settings: isEmpty ? null : next }), {
      merge: `workflow settings.${at.join(".")}`,
    });
  }
  return (
    <Stack gap="md">
      <Title order={2} size="h3">
        Settings of the workflow
      </Title>
      <SchemaForm
        id="workflow"
        schema={schema}
        values={values}
        onChange={change}
        isReadOnly={!canEdit}
        problems={problemsOfWorkflow(problems)}
        drafts={drafts}
      />
    </Stack>
  );
}
