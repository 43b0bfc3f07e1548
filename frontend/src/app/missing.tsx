import { Button } from "@mantine/core";
import { IconMapOff } from "@tabler/icons-react";
import { EmptyState } from "~/ui/empty-state";

/** Shown for an address that is none. */
export function Missing() {
  return (
    <EmptyState
      icon={<IconMapOff aria-hidden />}
      title="There is nothing at this address"
      action={
        <Button component="a" href="/">
          Start page
        </Button>
      }
    >
      It may have been deleted, or it belongs to another tenant of yours.
    </EmptyState>
  );
}
