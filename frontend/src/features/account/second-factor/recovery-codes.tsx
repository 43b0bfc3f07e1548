import { Alert, Button, Code, CopyButton, Group, SimpleGrid, Stack } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconCopy, IconDownload } from "@tabler/icons-react";
import { offerFile } from "~/lib/offer-file";

export type RecoveryCodesProps = { codes: readonly string[]; onDone: () => void };

/** Codes that stand in for the app, shown this once. */
export function RecoveryCodes({ codes, onDone }: RecoveryCodesProps) {
  const text = `${codes.join("\n")}\n`;
  return (
    <Stack>
      <Alert
        color="orange"
        role="status"
        icon={<IconAlertTriangle aria-hidden />}
        title="Keep these recovery codes"
      >
        Each signs you in once when you do not have your app. This is the only time you see them.
      </Alert>
      <SimpleGrid
        cols={2}
        component="ul"
        aria-label="Recovery codes"
        m={0}
        p={0}
        style={{ listStyle: "none" }}
      >
        {codes.map((code) => (
          <li key={code}>
            <Code fz="md">{code}</Code>
          </li>
        ))}
      </SimpleGrid>
      <Group>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              onClick={copy}
              leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
            >
              {copied ? "Copied" : "Copy"}
            </Button>
          )}
        </CopyButton>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() =>
            offerFile(new Blob([text], { type: "text/plain" }), "thaiyyal recovery codes", "txt")
          }
        >
          Download
        </Button>
      </Group>
      <Group justify="flex-end">
        <Button onClick={onDone}>I have stored them</Button>
      </Group>
    </Stack>
  );
}
