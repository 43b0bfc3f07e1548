import { Button, Group, Modal, Stack, TagsInput, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { isProblem } from "~/api/problem";
import { changeWorkflow, workflowQuery } from "~/api/queries/workflow";
import type { WorkflowDetail } from "~/api/shapes";
import { ProblemAlert } from "~/ui/problem-alert";
import { usePageUi, useSession } from "./session-context";

type Details = { name: string; description: string; tags: string[] };

/** Name, description and tags of the workflow. */
export function DetailsDialog() {
  const { workflowId } = useSession();
  const workflow = useQuery(workflowQuery(workflowId)).data;
  const isOpen = usePageUi((ui) => ui.dialog === "details");
  const open = usePageUi((ui) => ui.open);
  return (
    <Modal opened={isOpen} onClose={() => open(null)} title="Name, description and tags">
      {workflow && <DetailsForm workflow={workflow} onDone={() => open(null)} />}
    </Modal>
  );
}

function DetailsForm({ workflow, onDone }: { workflow: WorkflowDetail; onDone: () => void }) {
  const { saver } = useSession();
  const cache = useQueryClient();
  const { name, description, tags } = workflow;
  const form = useForm<Details>({ defaultValues: { name, description, tags } });
  const saving = useMutation({
    mutationFn: async (details: Details) =>
      saver?.change((etag) => changeWorkflow(workflow.id, details, etag)),
    onSuccess: async (changed) => {
      if (changed) cache.setQueryData(workflowQuery(workflow.id).queryKey, changed);
      onDone();
      await cache.invalidateQueries({ queryKey: ["workflows"] });
    },
  });
  const errorAt = (field: string) =>
    isProblem(saving.error) ? saving.error.errorAt(`/${field}`) : undefined;
  return (
    <form onSubmit={(event) => void form.handleSubmit((details) => saving.mutate(details))(event)}>
      <Stack>
        {saving.error && <ProblemAlert error={saving.error} />}
        <TextInput
          label="Name"
          maxLength={200}
          data-autofocus
          error={form.formState.errors.name?.message ?? errorAt("name")}
          {...form.register("name", { required: "A workflow needs a name." })}
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
          onChange={(next) => form.setValue("tags", next)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" loading={saving.isPending}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
