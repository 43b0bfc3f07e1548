import { Button, Divider, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { signInOptionsQuery } from "~/api/queries/session";
import { keepWayBack, type Way } from "./way-back";

export type ProviderButtonsProps = {
  /** Where one comes back to. */
  way: Way;
  note?: string;
};

/** The ways to sign in through a provider, if there are any. They leave the page, and lead back to it. */
export function ProviderButtons({ way, note }: ProviderButtonsProps) {
  const providers = useQuery(signInOptionsQuery()).data?.providers ?? [];
  if (providers.length === 0) return null;
  return (
    <Stack>
      <Divider label="or" />
      {providers.map(({ name, label, path }) => (
        <Button
          key={name}
          component="a"
          href={path}
          variant="default"
          fullWidth
          onClick={() => keepWayBack(way)}
        >
          {label}
        </Button>
      ))}
      {note && (
        <Text size="xs" c="dimmed">
          {note}
        </Text>
      )}
    </Stack>
  );
}
