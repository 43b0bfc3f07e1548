import { IconBolt, IconUsers, IconVersions } from "@tabler/icons-react";
import type { EditorPanel } from "~/editor/page/panels";
import { SharingPanel } from "~/features/sharing/sharing-panel";
import { TriggersPanel } from "~/features/triggers/triggers-panel";
import { VersionsPanel } from "~/features/versions/versions-panel";

/** What stands around the editor of a workflow. */
export const EDITOR_PANELS: readonly EditorPanel[] = [
  {
    key: "versions",
    label: "Versions",
    icon: <IconVersions size={16} aria-hidden />,
    element: <VersionsPanel />,
  },
  { key: "sharing", label: "Sharing", icon: <IconUsers size={16} aria-hidden />, element: <SharingPanel /> },
  {
    key: "triggers",
    label: "Triggers",
    icon: <IconBolt size={16} aria-hidden />,
    element: <TriggersPanel />,
  },
];
