import type { NodeProps } from "@xyflow/react";
import { memo } from "react";
import { changeGroup } from "~/document/commands/drawing";
import { useStores } from "../../context";
import { type GroupNode, groupKey } from "../flow/flow-types";
import { useCanvas, viewOf } from "../view";
import classes from "./drawing.module.css";
import { LabelField } from "./label-field";

export type GroupFrameProps = NodeProps<GroupNode>;

/** A frame around nodes. Its label moves it and, clicked twice, is typed anew. */
export const GroupFrame = memo(function GroupFrame({ data, width, height }: GroupFrameProps) {
  const stores = useStores();
  const { group } = data;
  const isEditing = useCanvas((ui) => ui.editing === groupKey(group.id));
  const finish = (label: string | null) => {
    viewOf(stores).ui.setState({ editing: null });
    viewOf(stores).element?.focus({ preventScroll: true });
    if (label !== null && label !== group.label)
      stores.editor.getState().dispatch(changeGroup(group.id, { label }));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div
      role="group"
      aria-label={`Group ${group.label}`}
      className={classes.group}
      data-colour={group.colour}
      style={{ width, height }}
    >
      <div className={`group-handle ${classes.groupLabel}`}>
        {isEditing ? (
          <LabelField name="Label of the group" text={group.label} onFinish={finish} />
        ) : (
          <span dir="auto">{group.label}</span>
        )}
      </div>
    </div>
  );
});
