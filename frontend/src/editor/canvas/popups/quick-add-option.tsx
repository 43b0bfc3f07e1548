import type { NodeType } from "~/document/catalogue";
import { TypeIcon } from "~/ui/type-icon";
import classes from "./popups.module.css";

export type QuickAddOptionProps = {
  id: string;
  type: NodeType;
  isChosen: boolean;
  onChoose: (type: string) => void;
};

/** A node type in the quick-add popup. The search field has the keyboard. */
export function QuickAddOption({ id, type, isChosen, onChoose }: QuickAddOptionProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the search field has the keyboard
    // biome-ignore lint/a11y/useFocusableInteractive: the search field has the keyboard
    <div
      ref={(element) => {
        if (isChosen) element?.scrollIntoView({ block: "nearest" });
      }}
      role="option"
      id={id}
      aria-selected={isChosen}
      className={classes.option}
      data-colour={type.colour}
      onClick={() => onChoose(type.type)}
    >
      <span className={classes.icon}>
        <TypeIcon name={type.icon} size={16} />
      </span>
      <span className={classes.texts}>
        <span className={classes.label}>{type.label}</span>
        <span className={classes.purpose}>{type.purpose}</span>
      </span>
    </div>
  );
}
