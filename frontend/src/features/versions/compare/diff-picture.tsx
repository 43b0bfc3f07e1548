import { ActionIcon, Badge, Group, Paper, ScrollArea, Stack, Tooltip, UnstyledButton } from "@mantine/core";
import { IconZoomIn, IconZoomOut } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo, useState } from "react";
import { catalogueQuery } from "~/api/queries/catalogue";
import { type Diff, documentQuery } from "~/api/queries/versions";
import type { Json } from "~/document/types";
import { Picture } from "~/ui/picture";
import { QueryView } from "~/ui/query-view";
import type { Ends } from "./ends";
import { colourOf, KINDS } from "./kinds";
import { overlaid } from "./overlaid";

export type DiffPictureProps = {
  workflowId: string;
  ends: Ends;
  diff: Diff;
  onPick: (node: string) => void;
};

const HEIGHT = 380;
const ZOOMS = [1, 2, 4, 8] as const;

/** Both documents over each other, what differs coloured; every such node leads to the canvas. */
export function DiffPicture({ workflowId, ends, diff, onPick }: DiffPictureProps) {
  const before = useQuery(documentQuery(workflowId, ends.before));
  const after = useQuery(documentQuery(workflowId, ends.after));
  return (
    <QueryView query={before}>
      {(old) => (
        <QueryView query={after}>
          {(now) => <Overlay before={old} after={now} diff={diff} onPick={onPick} />}
        </QueryView>
      )}
    </QueryView>
  );
}

type OverlayProps = { before: Json; after: Json; diff: Diff; onPick: (node: string) => void };

function Overlay({ before, after, diff, onPick }: OverlayProps) {
  const catalogue = useQuery(catalogueQuery()).data;
  const [zoom, setZoom] = useState(0);
  const picture = useMemo(
    () => overlaid({ before, after, diff, ...(catalogue && { catalogue }) }),
    [before, after, diff, catalogue],
  );
  const scale = ZOOMS[zoom] ?? 1;
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Group gap={6} aria-label="Colours">
          {KINDS.map(({ kind, label, colour }) => (
            <Badge key={kind} variant="dot" color={colour} tt="none">
              {label}
            </Badge>
          ))}
        </Group>
        <Group gap={4}>
          <Zoom label="Smaller" isOff={zoom === 0} onClick={() => setZoom(zoom - 1)}>
            <IconZoomOut size={18} />
          </Zoom>
          <Zoom label="Larger" isOff={zoom === ZOOMS.length - 1} onClick={() => setZoom(zoom + 1)}>
            <IconZoomIn size={18} />
          </Zoom>
        </Group>
      </Group>
      <Paper withBorder>
        <ScrollArea
          h={HEIGHT}
          viewportProps={{ tabIndex: 0, role: "group", "aria-label": "Picture of the differences" }}
        >
          <div style={{ width: `${scale * 100}%`, height: HEIGHT * scale - 4 }}>
            <Picture {...picture} height="100%" hasLabels onPick={onPick} />
          </div>
        </ScrollArea>
      </Paper>
      <Group gap={6} component="ul" m={0} p={0} aria-label="Nodes that differ">
        {picture.differing.map(({ id, label, kind }) => (
          <li key={id} style={{ listStyle: "none" }}>
            <UnstyledButton onClick={() => onPick(id)} aria-label={`Go to ${label}, ${kind}`}>
              <Badge variant="light" color={colourOf(kind)} tt="none">
                {label}
              </Badge>
            </UnstyledButton>
          </li>
        ))}
      </Group>
    </Stack>
  );
}

type ZoomProps = { label: string; isOff: boolean; onClick: () => void; children: ReactNode };

function Zoom({ label, isOff, onClick, children }: ZoomProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} disabled={isOff} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
