import { Tabs } from "@mantine/core";
import { IconSitemap, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { meQuery } from "~/api/queries/session";
import { useFilters } from "~/lib/filters";
import { Page } from "~/ui/page";
import { dialogOf, isTrash } from "./address";
import { DropArea } from "./import/drop-area";
import { ImportDialog } from "./import/import-dialog";
import { FilterBar } from "./list/filter-bar";
import { WorkflowList } from "./list/workflow-list";
import { NewWorkflowButton } from "./new-workflow-button";
import { NewWorkflowDialog } from "./new-workflow-dialog";
import { TemplateGallery } from "./templates/template-gallery";
import { Welcome } from "./welcome";

/** All workflows one may see: finding them, making new ones, and what can be done with each. */
export function WorkflowsPage() {
  const [address, change] = useFilters();
  const me = useQuery(meQuery()).data;
  const [dropped, setDropped] = useState<readonly File[]>([]);
  const canCreate = me?.permissions.includes("workflows.create") ?? false;
  const dialog = canCreate ? dialogOf(address) : null;

  function close() {
    setDropped([]);
    change({ dialog: undefined });
  }

  function drop(files: readonly File[]) {
    setDropped(files);
    change({ dialog: "import" });
  }

  return (
    <Page
      title="Workflows"
      about="Draw what should happen, try it, publish it."
      actions={canCreate && <NewWorkflowButton />}
    >
      <Welcome />
      <Tabs
        value={isTrash(address) ? "trash" : "all"}
        onChange={(tab) => change({ trash: tab === "trash" ? "yes" : undefined })}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="all" leftSection={<IconSitemap size={16} aria-hidden />}>
            All workflows
          </Tabs.Tab>
          <Tabs.Tab value="trash" leftSection={<IconTrash size={16} aria-hidden />}>
            Trash
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value={isTrash(address) ? "trash" : "all"}>
          <FilterBar />
          <WorkflowList me={me?.id} canCreate={canCreate} />
        </Tabs.Panel>
      </Tabs>
      {canCreate && <DropArea onDrop={drop} />}
      <NewWorkflowDialog opened={dialog === "new"} onClose={close} />
      {dialog === "import" && <ImportDialog files={dropped} onClose={close} />}
      <TemplateGallery opened={dialog === "templates"} onClose={close} />
    </Page>
  );
}
