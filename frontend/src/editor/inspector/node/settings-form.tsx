import { setSettings } from "~/document/commands/nodes";
import { type Path, withValue } from "~/document/commands/values";
import type { Json, JsonObject, WorkflowNode } from "~/document/types";
import { useEditor } from "../../context";
import type { Messages } from "../field-problems";
import type { Drafts } from "../form/form-context";
import { SchemaForm, type SchemaFormProps } from "../form/schema-form";

export type SettingsFormProps = {
  node: WorkflowNode;
  problems: Messages;
  drafts: Drafts;
  focus: SchemaFormProps["focus"];
};

const NOTHING: JsonObject = {};

/** What happens on an error, retries, the time limit: the same for all node types. */
export function SettingsForm({ node, problems, drafts, focus }: SettingsFormProps) {
  const schema = useEditor((state) => state.catalogue.settings.node);
  const canEdit = useEditor((state) => state.canEdit);
  const dispatch = useEditor((state) => state.dispatch);
  const values = node.settings ?? NOTHING;

  function change(path: Path, value: Json | undefined, at: Path = path) {
    const next = withValue(values, path, value);
    const isEmpty = Object.keys(next).length === 0;
    dispatch(setSettings(node.id, isEmpty ? null : next), { merge: `settings ${node.id} ${at.join(".")}` });
  }
  return (
    <SchemaForm
      id={`settings ${node.id}`}
      schema={schema}
      values={values}
      onChange={change}
      isReadOnly={!canEdit}
      problems={problems}
      drafts={drafts}
      focus={focus}
    />
  );
}
