import { Button, Group } from "@mantine/core";
import { Link } from "@tanstack/react-router";

export type PeopleNavProps = { at: "members" | "invitations" | "roles"; permissions: readonly string[] };

const PLACES = [
  { at: "members", label: "Members", to: "/members", search: {}, permission: "users.read" },
  {
    at: "invitations",
    label: "Invitations",
    to: "/members",
    search: { tab: "invitations" },
    permission: "users.invite",
  },
  { at: "roles", label: "Roles", to: "/roles", search: {}, permission: "roles.read" },
] as const;

/** The ways between members, who was invited, and roles. */
export function PeopleNav({ at, permissions }: PeopleNavProps) {
  return (
    <Group component="nav" gap="xs" aria-label="Members and roles">
      {PLACES.filter(({ permission }) => permissions.includes(permission)).map((place) => (
        <Button
          key={place.at}
          size="compact-sm"
          variant={place.at === at ? "light" : "subtle"}
          color={place.at === at ? undefined : "gray"}
          aria-current={place.at === at ? "page" : undefined}
          renderRoot={(props) => <Link to={place.to} search={place.search} {...props} />}
        >
          {place.label}
        </Button>
      ))}
    </Group>
  );
}
