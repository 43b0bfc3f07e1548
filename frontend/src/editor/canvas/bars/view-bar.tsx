import { IconLayoutGrid, IconMap, IconMinus, IconPlus, IconSearch, IconZoomScan } from "@tabler/icons-react";
import { useStore } from "@xyflow/react";
import { useEditor, useStores } from "../../context";
import { fitAll, openSearch, toggleMinimap, zoomIn, zoomOut } from "../doing/look";
import { tidyUp } from "../doing/tidy-up";
import { useCanvas } from "../view";
import { BarButton } from "./bar-button";
import classes from "./bars.module.css";

/** How the canvas is seen. */
export function ViewBar() {
  const stores = useStores();
  const zoom = useStore((state) => Math.round(state.transform[2] * 100));
  const canEdit = useEditor((state) => state.canEdit);
  const isMinimapShown = useCanvas((ui) => ui.isMinimapShown);
  return (
    <div role="toolbar" aria-label="View" className={`${classes.view} ${classes.bar}`}>
      <BarButton label="Zoom out" keys="-" icon={IconMinus} onPress={() => zoomOut(stores)} />
      <span className={classes.zoom}>{zoom} %</span>
      <BarButton label="Zoom in" keys="+" icon={IconPlus} onPress={() => zoomIn(stores)} />
      <BarButton label="Fit everything" keys="1" icon={IconZoomScan} onPress={() => fitAll(stores)} />
      <BarButton
        label="Overview"
        keys="M"
        icon={IconMap}
        isOn={isMinimapShown}
        onPress={() => toggleMinimap(stores)}
      />
      <BarButton label="Search the canvas" keys="/" icon={IconSearch} onPress={() => openSearch(stores)} />
      {canEdit && <BarButton label="Tidy up" keys="L" icon={IconLayoutGrid} onPress={() => tidyUp(stores)} />}
    </div>
  );
}
