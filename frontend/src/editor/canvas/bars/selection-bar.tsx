import {
  IconBoxMultiple,
  IconCopy,
  IconLayoutAlignBottom,
  IconLayoutAlignCenter,
  IconLayoutAlignLeft,
  IconLayoutAlignMiddle,
  IconLayoutAlignRight,
  IconLayoutAlignTop,
  IconLayoutDistributeHorizontal,
  IconLayoutDistributeVertical,
  IconTrash,
} from "@tabler/icons-react";
import { useEditor, useStores } from "../../context";
import { alignSelection, distributeSelection } from "../doing/arrange";
import { duplicateSelection } from "../doing/clipboard";
import { groupSelection } from "../doing/draw";
import { deleteSelection } from "../doing/remove";
import { BarButton } from "./bar-button";
import classes from "./bars.module.css";

/** What can be done with several things that are selected. */
export function SelectionBar() {
  const stores = useStores();
  const count = useEditor(({ selection }) => selection.nodes.size + selection.notes.size);
  const hasNodes = useEditor(({ selection }) => selection.nodes.size > 0);
  return (
    <div role="toolbar" aria-label="Selection" className={`${classes.top} ${classes.bar}`}>
      <span className={classes.zoom}>{count} selected</span>
      <BarButton
        label="Align at the left"
        icon={IconLayoutAlignLeft}
        onPress={() => alignSelection(stores, "left")}
      />
      <BarButton
        label="Align at the centres"
        icon={IconLayoutAlignCenter}
        onPress={() => alignSelection(stores, "centre")}
      />
      <BarButton
        label="Align at the right"
        icon={IconLayoutAlignRight}
        onPress={() => alignSelection(stores, "right")}
      />
      <BarButton
        label="Align at the top"
        icon={IconLayoutAlignTop}
        onPress={() => alignSelection(stores, "top")}
      />
      <BarButton
        label="Align at the middles"
        icon={IconLayoutAlignMiddle}
        onPress={() => alignSelection(stores, "middle")}
      />
      <BarButton
        label="Align at the bottom"
        icon={IconLayoutAlignBottom}
        onPress={() => alignSelection(stores, "bottom")}
      />
      {count > 2 && (
        <>
          <BarButton
            label="Distribute from left to right"
            icon={IconLayoutDistributeHorizontal}
            onPress={() => distributeSelection(stores, "horizontal")}
          />
          <BarButton
            label="Distribute from top to bottom"
            icon={IconLayoutDistributeVertical}
            onPress={() => distributeSelection(stores, "vertical")}
          />
        </>
      )}
      {hasNodes && (
        <BarButton label="Group" keys="G" icon={IconBoxMultiple} onPress={() => groupSelection(stores)} />
      )}
      <BarButton label="Duplicate" keys="mod+D" icon={IconCopy} onPress={() => duplicateSelection(stores)} />
      <BarButton label="Delete" keys="Delete" icon={IconTrash} onPress={() => deleteSelection(stores)} />
    </div>
  );
}
