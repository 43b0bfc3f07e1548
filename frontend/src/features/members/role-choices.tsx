import { Checkbox, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Role } from "~/api/shapes";
import { whyNotGiven } from "./rank";

export type RoleChoicesProps = {
  roles: readonly Role[];
  /** What one may do oneself: nobody gives more. */
  mine: readonly string[];
  /** Those that are there already may stay, whatever they allow. */
  had: readonly string[];
  value: readonly string[];
  onChange: (ids: string[]) => void;
};

const MANY = 10;

/** Roles to choose from; those that one cannot give say why. */
export function RoleChoices({ roles, mine, had, value, onChange }: RoleChoicesProps) {
  const [words, setWords] = useState("");
  const found = roles.filter(({ name }) => name.toLowerCase().includes(words.toLowerCase()));
  return (
    <>
      {roles.length > MANY && (
        <TextInput
          type="search"
          label="Search roles"
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      )}
      <Checkbox.Group value={[...value]} onChange={onChange} aria-label="Roles">
        <Stack gap="sm" mah={400} style={{ overflowY: "auto" }}>
          {found.map((role) => {
            const refused = had.includes(role.id) ? undefined : whyNotGiven(role, mine);
            return (
              <Checkbox
                key={role.id}
                value={role.id}
                label={role.name}
                description={refused ?? (role.description || undefined)}
                disabled={refused !== undefined}
              />
            );
          })}
        </Stack>
      </Checkbox.Group>
    </>
  );
}
