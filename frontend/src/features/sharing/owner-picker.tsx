import { Button, Group } from "@mantine/core";
import { useState } from "react";
import type { Found } from "./found";
import { GranteeSelect } from "./grantee-select";

export type OwnerPickerProps = {
  /** Ids that are not offered. */
  without: readonly string[];
  isGiving: boolean;
  onGive: (to: Found) => void;
  onCancel: () => void;
};

/** Chooses who is to own the workflow. Nothing is given away by choosing. */
export function OwnerPicker({ without, isGiving, onGive, onCancel }: OwnerPickerProps) {
  const [picked, pick] = useState<Found | null>(null);
  return (
    <Group align="flex-end">
      {picked ? (
        <>
          <Button autoFocus loading={isGiving} onClick={() => onGive(picked)}>
            Give it to {picked.name}
          </Button>
          <Button variant="default" onClick={() => pick(null)}>
            Choose somebody else
          </Button>
        </>
      ) : (
        <GranteeSelect label="New owner" kinds={["user"]} without={without} onPick={pick} />
      )}
      <Button variant="default" onClick={onCancel}>
        Cancel
      </Button>
    </Group>
  );
}
