import { Stack, Textarea, TextInput, Title } from "@mantine/core";
import { type Path, withValue } from "~/document/commands/values";
import { setWorkflow } from "~/document/commands/workflow";
import type { Json, JsonObject } from "~/document/types";
import { useEditor } from "../context";
import { problemsOfWorkflow } from "./field-problems";
import type { Drafts } from "./form/form-context";
import { SchemaForm } from "./form/schema-form";

export type WorkflowFormProps = { drafts?: Drafts };

const NOTHING: JsonObject = {};

/** Name, description and settings of the workflow. */
export function WorkflowForm({ drafts }: WorkflowFormProps) {
  const { name, description, settings } = useWorkflow();
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
        Workflow
      </Title>
      <TextInput
        label="Name"
        readOnly={!canEdit}
        value={name ?? ""}
        onChange={(event) =>
          dispatch(setWorkflow({ name: event.currentTarget.value || null }), { merge: "workflow name" })
        }
      />
      <Textarea
        label="Description"
        autosize
        minRows={2}
        readOnly={!canEdit}
        value={description ?? ""}
        onChange={(event) =>
          dispatch(setWorkflow({ description: event.currentTarget.value || null }), {
            merge: "workflow description",
          })
        }
      />
      <Title order={3} size="h4">
        Settings
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

function useWorkflow() {
  const name = useEditor((state) => state.document.name);
  const description = useEditor((state) => state.document.description);
  const settings = useEditor((state) => state.document.settings);
  return { name, description, settings };
}
