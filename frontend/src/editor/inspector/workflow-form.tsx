import { Button, Stack, Title } from "@mantine/core";
import { type Path, withValue } from "~/document/commands/values";
import { setWorkflow } from "~/document/commands/workflow";
import type { Json, JsonObject } from "~/document/types";
import { useEditor } from "../context";
import type { Destination } from "../state";
import { problemsOfWorkflow } from "./field-problems";
import type { Drafts } from "./form/form-context";
import { SchemaForm, type SchemaFormProps } from "./form/schema-form";

/** `onDetails`: opens what else is told of the workflow. */
export type WorkflowFormProps = { drafts?: Drafts; onDetails?: () => void };

const NOTHING: JsonObject = {};

/** How the workflow is executed, and the way to its name, description and tags. */
export function WorkflowForm({ drafts, onDetails }: WorkflowFormProps) {
  const settings = useEditor((state) => state.document.settings);
  const schema = useEditor((state) => state.catalogue.settings.workflow);
  const problems = useEditor((state) => state.problems);
  const canEdit = useEditor((state) => state.canEdit);
  const dispatch = useEditor((state) => state.dispatch);
  const destination = useEditor((state) => state.destination);
  const focus = focusOf(destination);
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
      {canEdit && onDetails && (
        <Button variant="default" size="xs" onClick={onDetails}>
          Name, description and tags
        </Button>
      )}
      <SchemaForm
        id="workflow"
        schema={schema}
        values={values}
        onChange={change}
        isReadOnly={!canEdit}
        problems={problemsOfWorkflow(problems)}
        drafts={drafts}
        focus={focus}
      />
    </Stack>
  );
}

/** The setting that one was asked to go to. */
function focusOf(destination: Destination | null): SchemaFormProps["focus"] {
  if (destination?.field === undefined) return null;
  const { node, edge, field, at } = destination;
  return node === undefined && edge === undefined ? { field: field.replace(/^settings\./, ""), at } : null;
}
