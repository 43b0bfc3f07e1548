import { Modal, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { IconSearch, IconSearchOff } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { type Template, templatesQuery } from "~/api/queries/templates";
import { createWorkflow } from "~/api/queries/workflows";
import { plural } from "~/lib/format";
import { EmptyState } from "~/ui/empty-state";
import { ProblemAlert } from "~/ui/problem-alert";
import { QueryView } from "~/ui/query-view";
import { foundTemplates } from "./found-templates";
import { TemplateCard } from "./template-card";

export type TemplateGalleryProps = { opened: boolean; onClose: () => void };

/** Workflows to begin with, with a picture of each. */
export function TemplateGallery({ opened, onClose }: TemplateGalleryProps) {
  const templates = useQuery({ ...templatesQuery(), enabled: opened });
  return (
    <Modal opened={opened} onClose={onClose} title="Begin with a template" size={1120}>
      <QueryView query={templates}>{(items) => <Gallery templates={items} />}</QueryView>
    </Modal>
  );
}

function Gallery({ templates }: { templates: readonly Template[] }) {
  const [words, setWords] = useState("");
  const navigate = useNavigate();
  const cache = useQueryClient();
  const making = useMutation({
    mutationFn: ({ title, description, tags, document }: Template) =>
      createWorkflow({ name: title, description, tags, document }),
    onSuccess: async ({ id }) => {
      void cache.invalidateQueries({ queryKey: ["workflows"] });
      await navigate({ to: "/workflows/$workflowId", params: { workflowId: id } });
    },
  });
  const found = foundTemplates(templates, words);
  return (
    <Stack>
      <TextInput
        type="search"
        label="Search templates"
        description={plural(found.length, "template")}
        inputWrapperOrder={["label", "input", "description"]}
        leftSection={<IconSearch size={16} aria-hidden />}
        data-autofocus
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      {making.error && <ProblemAlert error={making.error} title="The workflow was not made" />}
      {found.length === 0 && (
        <EmptyState icon={<IconSearchOff aria-hidden />} title="No template fits">
          Try another word, such as a kind of node or of work.
        </EmptyState>
      )}
      <SimpleGrid cols={{ base: 1, sm: 2, md: 3 }}>
        {found.map((template) => (
          <TemplateCard
            key={template.name}
            template={template}
            isMaking={making.isPending && making.variables.name === template.name}
            onUse={() => making.mutate(template)}
          />
        ))}
      </SimpleGrid>
    </Stack>
  );
}
