import type { NodeType } from "~/document/catalogue";
import type { WorkflowNode } from "~/document/types";
import { TypeIcon } from "~/ui/type-icon";
import { useCanvas } from "../view";
import classes from "./node-card.module.css";
import { RenameField } from "./rename-field";
import { summaryOf } from "./summary";

export type CardHeadProps = {
  node: WorkflowNode;
  type: NodeType | undefined;
  title: string;
  isFrame: boolean;
  hasLabels: boolean;
};

/** Icon, label and what the node does. */
export function CardHead({ node, type, title, isFrame, hasLabels }: CardHeadProps) {
  const isEditing = useCanvas((ui) => ui.editing === node.id);
  return (
    <div className={classes.head} data-frame={isFrame || undefined} data-labels={hasLabels || undefined}>
      <span className={classes.icon}>
        <TypeIcon name={type?.icon ?? "help"} size={20} />
      </span>
      <span className={classes.texts}>
        {isEditing ? (
          <RenameField id={node.id} title={title} />
        ) : (
          <span className={classes.title} dir="auto">
            {title}
          </span>
        )}
        <span className={classes.summary} dir="auto">
          {summaryOf(type, node)}
        </span>
      </span>
    </div>
  );
}
