import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { CopyField } from "./copy-field";
import { TimeAgo } from "./time-ago";

export type OneTimeLinkProps = {
  label: string;
  /** As the server gives it: the page and its token. */
  path: string;
  expiresAt?: string;
  children: ReactNode;
  onClose: () => void;
};

/** A link that is shown this once, with what it is for. */
export function OneTimeLink({ label, path, expiresAt, children, onClose }: OneTimeLinkProps) {
  return (
    <Stack>
      <Alert
        color="orange"
        icon={<IconAlertTriangle aria-hidden />}
        title="This is the only time you see it"
        role="status"
      >
        {children}
      </Alert>
      <CopyField label={label} text={new URL(path, location.origin).href} />
      {expiresAt && (
        <Text size="sm" c="dimmed">
          It is good once, and ends <TimeAgo at={expiresAt} />.
        </Text>
      )}
      <Group justify="flex-end">
        <Button onClick={onClose} data-autofocus>
          I have sent it
        </Button>
      </Group>
    </Stack>
  );
}
