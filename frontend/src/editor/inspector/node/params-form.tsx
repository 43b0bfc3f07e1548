import { Stack, Text } from "@mantine/core";
import type { FieldSchema, NodeType } from "~/document/catalogue";
import { setData } from "~/document/commands/nodes";
import { isObject, type Path } from "~/document/commands/values";
import type { Json, JsonObject, WorkflowNode } from "~/document/types";
import { useEditor } from "../../context";
import type { Messages } from "../field-problems";
import type { Drafts } from "../form/form-context";
import { SchemaForm, type SchemaFormProps } from "../form/schema-form";
import { OtherFields } from "./other-fields";
import { changeOfParams, otherNames, paramsOf } from "./params";
import { useScope } from "./use-scope";

export type ParamsFormProps = {
  node: WorkflowNode;
  type: NodeType | undefined;
  problems: Messages;
  drafts: Drafts;
  focus: SchemaFormProps["focus"];
};

const LABEL = ["label"];
const UNKNOWN: FieldSchema = {
  properties: {
    data: { title: "Fields", format: "json", description: "This server does not know the type of the node." },
  },
};

/** The parameters of a node, as its type describes them. */
export function ParamsForm({ node, type, problems, drafts, focus }: ParamsFormProps) {
  const scope = useScope(node.id);
  const canEdit = useEditor((state) => state.canEdit);
  const dispatch = useEditor((state) => state.dispatch);
  const shared = { id: `node ${node.id}`, problems, drafts, focus, scope, isReadOnly: !canEdit };

  function change(path: Path, value: Json | undefined, at: Path = path) {
    const merge = `field ${node.id} ${at.join(".")}`;
    if (type) dispatch(changeOfParams({ node, type }, path, value), { merge });
    else dispatch(setData(node.id, isObject(value) ? value : null), { merge });
  }
  const isPlain = type && Object.keys(type.params.properties ?? {}).every((name) => LABEL.includes(name));
  const values: JsonObject = type ? paramsOf(node, type) : { data: node.data ?? {} };
  return (
    <Stack gap="md">
      {isPlain && (
        <Text size="sm" c="dimmed">
          This node has no parameters.
        </Text>
      )}
      <SchemaForm
        {...shared}
        schema={type?.params ?? UNKNOWN}
        values={values}
        onChange={change}
        without={LABEL}
      />
      {type && (
        <OtherFields
          values={node.data ?? {}}
          names={otherNames(node, type)}
          isReadOnly={!canEdit}
          onRemove={(name) => change([name], undefined)}
        />
      )}
    </Stack>
  );
}
