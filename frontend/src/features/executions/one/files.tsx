import { Button, Table, Text, VisuallyHidden } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type Execution, filesQuery, readFile } from "~/api/queries/executions";
import type { FileItem } from "~/api/shapes";
import { saveFile } from "~/editor/results/save-file";
import { formatBytes } from "~/lib/format";
import { notifyProblem } from "~/ui/notify";
import { QueryView } from "~/ui/query-view";
import { TimeAgo } from "~/ui/time-ago";

export type FilesProps = { execution: Execution };

/** What nodes have downloaded; given to the browser only to be saved, never to be opened here. */
export function Files({ execution }: FilesProps) {
  const query = useQuery(filesQuery(execution.workflow_id, execution.id));
  return (
    <QueryView query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <Text size="sm" c="dimmed">
            This execution has kept no files.
          </Text>
        ) : (
          <Table aria-label="Files">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Name</Table.Th>
                <Table.Th>Type</Table.Th>
                <Table.Th>Size</Table.Th>
                <Table.Th>Kept</Table.Th>
                <Table.Th>
                  <VisuallyHidden>Download</VisuallyHidden>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {items.map((file) => (
                <FileRow key={file.sha256} execution={execution} file={file} />
              ))}
            </Table.Tbody>
          </Table>
        )
      }
    </QueryView>
  );
}

function FileRow({ execution, file }: { execution: Execution; file: FileItem }) {
  const download = useMutation({
    mutationFn: async () =>
      saveFile(file.name, await readFile(execution.workflow_id, execution.id, file.sha256)),
    onError: (problem) => notifyProblem("The file could not be downloaded", problem),
  });
  return (
    <Table.Tr>
      <Table.Td dir="auto">{file.name}</Table.Td>
      <Table.Td>{file.media_type}</Table.Td>
      <Table.Td>{formatBytes(file.size_bytes)}</Table.Td>
      <Table.Td>
        <TimeAgo at={file.created_at} />
      </Table.Td>
      <Table.Td>
        <Button
          size="xs"
          variant="default"
          aria-label={`Download ${file.name}`}
          leftSection={<IconDownload size={14} aria-hidden />}
          loading={download.isPending}
          onClick={() => download.mutate()}
        >
          Download
        </Button>
      </Table.Td>
    </Table.Tr>
  );
}
