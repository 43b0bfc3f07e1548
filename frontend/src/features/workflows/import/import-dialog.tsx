import { Button, FileButton, Group, Modal, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { IconFileUpload } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { ProblemAlert } from "~/ui/problem-alert";
import { ImportResult } from "./import-result";
import { formatOf, importAll, type Source, sourceOf } from "./reading";

export type ImportDialogProps = { files: readonly File[]; onClose: () => void };

/** Imports workflows from files or a pasted text. `files`: those that were dropped on the page; they begin at once. */
export function ImportDialog({ files, onClose }: ImportDialogProps) {
  const [text, setText] = useState("");
  const [name, setName] = useState("");
  const navigate = useNavigate();
  const cache = useQueryClient();
  const importing = useMutation({
    mutationFn: async (read: () => Promise<Source[]>) => importAll(await read(), name.trim()),
    onSuccess: async (results) => {
      void cache.invalidateQueries({ queryKey: ["workflows"] });
      const [only] = results;
      if (results.length === 1 && only?.kind === "done")
        await navigate({ to: "/workflows/$workflowId", params: { workflowId: only.workflow.id } });
    },
  });
  const { mutate } = importing;
  const read = (picked: readonly File[]) => mutate(() => Promise.all(picked.map(sourceOf)));
  useDropped(files, read);

  return (
    <Modal opened onClose={onClose} title="Import workflows" size="lg">
      <Stack>
        <Text size="sm">
          Choose files, drop them anywhere on this page, or paste a document. JSON and YAML are understood,
          older documents too.
        </Text>
        <FileButton multiple accept=".json,.yaml,.yml,application/json,application/yaml" onChange={read}>
          {(props) => (
            <Button variant="default" leftSection={<IconFileUpload size={16} />} {...props}>
              Choose files
            </Button>
          )}
        </FileButton>
        <Textarea
          label="Document"
          placeholder='{"nodes": [], "edges": []}'
          autosize
          minRows={5}
          maxRows={12}
          styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <TextInput
          label="Name"
          description="The document's own if left empty."
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {importing.error && <ProblemAlert error={importing.error} title="The file could not be read" />}
        <Stack gap="xs" aria-live="polite">
          {importing.data?.map((result) => (
            <ImportResult key={result.source.label} result={result} name={name.trim()} />
          ))}
        </Stack>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Close
          </Button>
          <Button
            loading={importing.isPending}
            disabled={text.trim() === ""}
            onClick={() => mutate(async () => [{ label: "Pasted document", text, format: formatOf(text) }])}
          >
            Import
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** Begin with dropped files, each time others are dropped. */
function useDropped(files: readonly File[], read: (files: readonly File[]) => void): void {
  const begun = useRef<readonly File[]>([]);
  useEffect(() => {
    if (files.length === 0 || begun.current === files) return;
    begun.current = files;
    read(files);
  });
}
