import { Button, Table, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { filesQuery, readFile } from "~/api/queries/executions";
import type { FileItem } from "~/api/shapes";
import { formatBytes } from "~/lib/format";
import { notifyProblem } from "~/ui/notify";
import { QueryView } from "~/ui/query-view";
import { TimeAgo } from "~/ui/time-ago";
import { useRunDetails } from "../run/details";
import panel from "./panel.module.css";
import { saveFile } from "./save-file";

export type FilesViewProps = { executionId: string };

/** Files that the execution has downloaded; given to the browser only to be saved, never to be opened here. */
export function FilesView({ executionId }: FilesViewProps) {
  const workflowId = useRunDetails((details) => details.workflowId);
  const query = useQuery(filesQuery(workflowId, executionId));
  const download = useMutation({
    mutationFn: async (file: FileItem) =>
      saveFile(file.name, await readFile(workflowId, executionId, file.sha256)),
    onError: (problem) => notifyProblem("The file could not be downloaded", problem),
  });
  return (
    <div className={panel.scroll}>
      <QueryView query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Text size="sm" c="dimmed">
              This execution has kept no files.
            </Text>
          ) : (
            <Table fz="sm">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Name</Table.Th>
                  <Table.Th>Type</Table.Th>
                  <Table.Th>Size</Table.Th>
                  <Table.Th>Kept</Table.Th>
                  <Table.Th>Download</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {items.map((file) => (
                  <Table.Tr key={file.sha256}>
                    <Table.Td dir="auto">{file.name}</Table.Td>
                    <Table.Td>{file.media_type}</Table.Td>
                    <Table.Td>{formatBytes(file.size_bytes)}</Table.Td>
                    <Table.Td>
                      <TimeAgo at={file.created_at} />
                    </Table.Td>
                    <Table.Td>
                      <Button
                        size="compact-xs"
                        variant="default"
                        aria-label={`Download ${file.name}`}
                        leftSection={<IconDownload size={12} aria-hidden />}
                        loading={download.isPending && download.variables.sha256 === file.sha256}
                        onClick={() => download.mutate(file)}
                      >
                        Download
                      </Button>
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          )
        }
      </QueryView>
    </div>
  );
}
