import { Button, Menu } from "@mantine/core";
import { IconChevronDown, IconFileImport, IconPlus, IconTemplate } from "@tabler/icons-react";
import { useFilters } from "~/lib/filters";

/** The three ways to a new workflow. */
export function NewWorkflowButton() {
  const [, change] = useFilters();
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <Button leftSection={<IconPlus size={16} />} rightSection={<IconChevronDown size={16} />}>
          New workflow
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPlus size={16} />} onClick={() => change({ dialog: "new" })}>
          Empty workflow
        </Menu.Item>
        <Menu.Item leftSection={<IconTemplate size={16} />} onClick={() => change({ dialog: "templates" })}>
          From a template
        </Menu.Item>
        <Menu.Item leftSection={<IconFileImport size={16} />} onClick={() => change({ dialog: "import" })}>
          Import a file
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
