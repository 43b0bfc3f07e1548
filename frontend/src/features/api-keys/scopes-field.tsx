import { Button, Checkbox, Fieldset, Group, SimpleGrid, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { permissionsQuery } from "~/api/queries/api-keys";
import { actionOf, readingScopes, scopeGroups } from "./scopes";

export type ScopesFieldProps = {
  /** What one may do oneself: a key gets no more. */
  permissions: readonly string[];
  value: readonly string[];
  onChange: (scopes: string[]) => void;
  error?: string | undefined;
};

/** Which permissions a key has, by the kind of thing that they are about. */
export function ScopesField({ permissions, value, onChange, error }: ScopesFieldProps) {
  const known = useQuery(permissionsQuery()).data?.items ?? [];
  const about = new Map(known.map(({ name, description }) => [name, description]));
  return (
    <Stack gap="sm">
      <Group gap="xs">
        <Button size="compact-sm" variant="default" onClick={() => onChange(readingScopes(permissions))}>
          Only reading
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => onChange([])}>
          None
        </Button>
      </Group>
      <Checkbox.Group
        value={[...value]}
        onChange={onChange}
        error={error}
        aria-label="Permissions of the key"
      >
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          {scopeGroups(permissions).map(({ resource, label, scopes }) => (
            <Fieldset key={resource} legend={label} p="sm">
              <Stack gap={6}>
                {scopes.map((scope) => (
                  <Checkbox
                    key={scope}
                    value={scope}
                    label={<Text size="sm">{about.get(scope) ?? actionOf(scope)}</Text>}
                  />
                ))}
              </Stack>
            </Fieldset>
          ))}
        </SimpleGrid>
      </Checkbox.Group>
    </Stack>
  );
}
