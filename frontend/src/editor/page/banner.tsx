import { Button, Text } from "@mantine/core";
import { useFilters } from "~/lib/filters";
import { useStores } from "../context";
import classes from "./frame.module.css";
import { useSession } from "./session-context";
import type { Overlay } from "./use-shown-stores";

export type BannerProps = { overlay: Overlay | null };

/** Says that what is shown is not the draft, and leads back to it. */
export function Banner({ overlay }: BannerProps) {
  const { version } = useSession();
  const { run } = useStores();
  const [, change] = useFilters();
  if (overlay !== null) {
    return (
      <Line text={textOf(overlay)}>
        <Button
          size="compact-sm"
          variant="light"
          onClick={() => {
            run.getState().hide();
            change({ execution: undefined });
          }}
        >
          Back to editing
        </Button>
      </Line>
    );
  }
  if (version === null) return null;
  return (
    <Line text={`You are looking at version ${version}. It cannot be changed.`}>
      <Button size="compact-sm" variant="light" onClick={() => change({ version: undefined })}>
        Back to the draft
      </Button>
    </Line>
  );
}

function textOf(overlay: Overlay): string {
  if (overlay.kind === "gone")
    return "What this execution ran is gone. Its results stand on the draft of now.";
  const what = overlay.version === null ? "The draft" : `Version ${overlay.version}`;
  return `${what}, as this execution ran it. It cannot be changed.`;
}

function Line({ text, children }: { text: string; children: React.ReactNode }) {
  return (
    <div className={classes.banner} role="status">
      <Text size="sm">{text}</Text>
      {children}
    </div>
  );
}
