import { Button } from "@mantine/core";
import { IconBuilding } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { EmptyState } from "~/ui/empty-state";

/** Shown to who is signed in and a member nowhere, instead of screens that have nothing to show. */
export function NoTenant() {
  return (
    <EmptyState
      icon={<IconBuilding aria-hidden />}
      title="You are in no tenant"
      action={
        <Button variant="default" renderRoot={(props) => <Link to="/account" {...props} />}>
          Your account
        </Button>
      }
    >
      Ask somebody to invite you, and open the link of the invitation.
    </EmptyState>
  );
}
