import { ActionIcon, FileButton, Menu } from "@mantine/core";
import {
  IconCopy,
  IconDotsVertical,
  IconFileDownload,
  IconFileUpload,
  IconKeyboard,
  IconMap2,
  IconPencil,
} from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useRef } from "react";
import { meQuery } from "~/api/queries/session";
import { duplicateWorkflow, workflowQuery } from "~/api/queries/workflow";
import { useFilters } from "~/lib/filters";
import { notifyDone, notifyProblem } from "~/ui/notify";
import { download, readInto } from "./exchange";
import type { EditorPanel } from "./panels";
import type { EditorSession } from "./session";
import { usePageUi, useSession } from "./session-context";

export type WorkflowMenuProps = { panels: readonly EditorPanel[] };

/** What else can be done with the workflow. */
export function WorkflowMenu({ panels }: WorkflowMenuProps) {
  const session = useSession();
  const { stores, saver, workflowId } = session;
  const name = useQuery(workflowQuery(workflowId)).data?.name ?? "Workflow";
  const canCreate = useQuery(meQuery()).data?.permissions.includes("workflows.create") ?? false;
  const open = usePageUi((ui) => ui.open);
  const goOnTour = usePageUi((ui) => ui.goOnTour);
  const [, change] = useFilters();
  const pickFile = useRef<() => void>(null);
  const duplicate = useDuplicate(session, name);
  return (
    <>
      <FileButton
        accept=".json,application/json"
        onChange={(file) => file && void readInto(stores.editor, file)}
      >
        {({ onClick }) => {
          pickFile.current = onClick;
          return null;
        }}
      </FileButton>
      <Menu position="bottom-end" width={270}>
        <Menu.Target>
          <ActionIcon size={30} aria-label="More about this workflow">
            <IconDotsVertical size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {panels.map(({ key, label, icon }) => (
            <Menu.Item key={key} leftSection={icon} onClick={() => change({ panel: key }, { isStep: true })}>
              {label}
            </Menu.Item>
          ))}
          {panels.length > 0 && <Menu.Divider />}
          {saver && (
            <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => open("details")}>
              Name, description and tags
            </Menu.Item>
          )}
          {canCreate && (
            <Menu.Item leftSection={<IconCopy size={16} />} onClick={() => void duplicate()}>
              Duplicate
            </Menu.Item>
          )}
          <Menu.Item
            leftSection={<IconFileDownload size={16} />}
            onClick={() => void download(stores.editor, name, "json")}
          >
            Export as JSON
          </Menu.Item>
          <Menu.Item
            leftSection={<IconFileDownload size={16} />}
            onClick={() => void download(stores.editor, name, "yaml")}
          >
            Export the version as YAML
          </Menu.Item>
          {saver && (
            <Menu.Item leftSection={<IconFileUpload size={16} />} onClick={() => pickFile.current?.()}>
              Import into this workflow
            </Menu.Item>
          )}
          <Menu.Divider />
          <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={() => open("shortcuts")}>
            Keyboard shortcuts
          </Menu.Item>
          <Menu.Item leftSection={<IconMap2 size={16} />} onClick={() => goOnTour(0)}>
            Tour of the editor
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

/** The copy is made by the server, which has to have the latest changes first. */
function useDuplicate({ saver, workflowId }: EditorSession, name: string) {
  const navigate = useNavigate();
  const cache = useQueryClient();
  return async () => {
    try {
      await saver?.saveNow();
      const copy = await duplicateWorkflow(workflowId, `${name} (copy)`.slice(0, 200));
      await cache.invalidateQueries({ queryKey: ["workflows"] });
      notifyDone(`This is the copy of “${name}”.`);
      await navigate({ to: "/workflows/$workflowId", params: { workflowId: copy.id } });
    } catch (error) {
      notifyProblem("The workflow could not be duplicated", error);
    }
  };
}
