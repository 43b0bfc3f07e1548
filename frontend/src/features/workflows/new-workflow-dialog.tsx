import { Button, Group, Modal, Stack, TagsInput, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useForm } from "react-hook-form";
import { isProblem } from "~/api/problem";
import { createWorkflow } from "~/api/queries/workflows";
import { ProblemAlert } from "~/ui/problem-alert";

export type NewWorkflowDialogProps = { opened: boolean; onClose: () => void };

type Fields = { name: string; description: string; tags: string[] };

/** Asks what an empty workflow is called, and opens it. */
export function NewWorkflowDialog({ opened, onClose }: NewWorkflowDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="New workflow">
      <NewWorkflowForm onClose={onClose} />
    </Modal>
  );
}

function NewWorkflowForm({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const cache = useQueryClient();
  const form = useForm<Fields>({ defaultValues: { name: "", description: "", tags: [] } });
  const creating = useMutation({
    mutationFn: createWorkflow,
    onSuccess: async ({ id }) => {
      void cache.invalidateQueries({ queryKey: ["workflows"] });
      await navigate({ to: "/workflows/$workflowId", params: { workflowId: id } });
    },
  });
  const errorAt = (field: string) =>
    isProblem(creating.error) ? creating.error.errorAt(`/${field}`) : undefined;
  return (
    <form onSubmit={(event) => void form.handleSubmit((fields) => creating.mutate(fields))(event)}>
      <Stack>
        {creating.error && <ProblemAlert error={creating.error} title="The workflow was not made" />}
        <TextInput
          label="Name"
          maxLength={200}
          data-autofocus
          error={form.formState.errors.name?.message ?? errorAt("name")}
          {...form.register("name", {
            validate: (name) => name.trim() !== "" || "A workflow needs a name.",
          })}
        />
        <Textarea
          label="Description"
          autosize
          minRows={2}
          maxLength={5000}
          error={errorAt("description")}
          {...form.register("description")}
        />
        <TagsInput
          label="Tags"
          maxTags={50}
          error={errorAt("tags")}
          value={form.watch("tags")}
          onChange={(tags) => form.setValue("tags", tags)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={creating.isPending}>
            Create and open
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
