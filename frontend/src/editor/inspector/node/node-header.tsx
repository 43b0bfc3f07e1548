import { ActionIcon, Code, CopyButton, Group, Text, TextInput, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import type { NodeType } from "~/document/catalogue";
import { setLabel } from "~/document/commands/nodes";
import { typeNameOf } from "~/document/node-types";
import type { WorkflowNode } from "~/document/types";
import { TypeIcon } from "~/ui/type-icon";
import { useEditor } from "../../context";
import classes from "../inspector.module.css";

export type NodeHeaderProps = { node: WorkflowNode; type: NodeType | undefined };

/** What a node is called, renamed in place; its type and its id. */
export function NodeHeader({ node, type }: NodeHeaderProps) {
  const canEdit = useEditor((state) => state.canEdit);
  const dispatch = useEditor((state) => state.dispatch);
  const label = node.data?.label;
  const colour = type?.colour ?? "gray";
  return (
    <div>
      <Group gap="xs" wrap="nowrap">
        <span
          className={classes.icon}
          style={{
            backgroundColor: `var(--mantine-color-${colour}-light)`,
            color: `var(--mantine-color-${colour}-light-color)`,
          }}
        >
          <TypeIcon name={type?.icon ?? "box"} size={20} />
        </span>
        <TextInput
          aria-label="Name of the node"
          className={classes.name}
          flex={1}
          attributes={{ input: { dir: "auto" } }}
          readOnly={!canEdit}
          placeholder={type?.label ?? node.id}
          value={typeof label === "string" ? label : ""}
          onChange={(event) =>
            dispatch(setLabel(node.id, event.currentTarget.value), { merge: `label ${node.id}` })
          }
        />
      </Group>
      <Group gap={6} mt={4}>
        <Text size="xs" c="dimmed">
          {type?.label ?? `Unknown type ${typeNameOf(node) ?? ""}`}
        </Text>
        <Code>{node.id}</Code>
        <CopyButton value={node.id}>
          {({ copied, copy }) => (
            <Tooltip label={copied ? "Copied" : "Copy the id"}>
              <ActionIcon size="xs" aria-label="Copy the id" onClick={copy}>
                {copied ? <IconCheck size={12} aria-hidden /> : <IconCopy size={12} aria-hidden />}
              </ActionIcon>
            </Tooltip>
          )}
        </CopyButton>
      </Group>
    </div>
  );
}
