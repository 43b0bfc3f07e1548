import { Button, Group, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { type ExportProgress, exportLog, type LogFilters, type LogName } from "~/api/queries/audit";
import { formatBytes, plural } from "~/lib/format";
import { offerFile } from "~/lib/offer-file";
import { notifyDone, notifyProblem } from "~/ui/notify";

export type ExportButtonProps = { log: LogName; filters: LogFilters };

/** Downloads what the filters find as JSON Lines, tells how far it is, and can be stopped. */
export function ExportButton({ log, filters }: ExportButtonProps) {
  const [progress, setProgress] = useState<ExportProgress>();
  const stop = useRef<AbortController>(null);
  const exporting = useMutation({
    mutationFn: async () => {
      const stopping = new AbortController();
      stop.current = stopping;
      setProgress({ bytes: 0, entries: 0 });
      return exportLog(log, { filters, signal: stopping.signal, onProgress: setProgress });
    },
    onSuccess: (file) => {
      offerFile(file, log === "tenant" ? "audit-log" : "platform-log", "jsonl");
      notifyDone(`The log is downloaded: ${formatBytes(file.size)}.`);
    },
    onError: (error) => {
      if (!stop.current?.signal.aborted) notifyProblem("The log was not downloaded", error);
    },
  });
  return (
    <Group gap="xs">
      <Button
        variant="default"
        size="xs"
        leftSection={<IconDownload size={16} aria-hidden />}
        loading={exporting.isPending}
        onClick={() => exporting.mutate()}
      >
        Download as JSON Lines
      </Button>
      {exporting.isPending && (
        <Button variant="subtle" size="xs" onClick={() => stop.current?.abort()}>
          Stop the download
        </Button>
      )}
      <Text size="xs" c="dimmed" role="status">
        {exporting.isPending && progress
          ? `${plural(progress.entries, "entry", "entries")}, ${formatBytes(progress.bytes)}`
          : ""}
      </Text>
    </Group>
  );
}
