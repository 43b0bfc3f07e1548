import { Button, Menu } from "@mantine/core";
import { IconBolt, IconPlus } from "@tabler/icons-react";
import { addType } from "~/editor/canvas/doing/add";
import { useEditor, useStores } from "~/editor/context";
import { useFilters } from "~/lib/filters";
import { EmptyState } from "~/ui/empty-state";
import { TypeIcon } from "~/ui/type-icon";
import { timedNodes, triggerTypes } from "./trigger-nodes";

/** Shown when nothing starts executions by itself: what triggers are, and how to get one. */
export function NoTrigger() {
  const stores = useStores();
  const catalogue = useEditor((state) => state.catalogue);
  const document = useEditor((state) => state.document);
  const canEdit = useEditor((state) => state.canEdit);
  const [, change] = useFilters();
  if (timedNodes(document, catalogue).length > 0) return null;

  function add(type: string) {
    change({ panel: undefined });
    addType(stores, type);
  }

  return (
    <EmptyState
      icon={<IconBolt aria-hidden />}
      title="Nothing starts this workflow by itself"
      action={
        canEdit && (
          <Menu width={240}>
            <Menu.Target>
              <Button leftSection={<IconPlus size={16} />}>Add a trigger node</Button>
            </Menu.Target>
            <Menu.Dropdown>
              {triggerTypes(catalogue).map(({ type, label, icon }) => (
                <Menu.Item
                  key={type}
                  leftSection={<TypeIcon name={icon} size={16} />}
                  onClick={() => add(type)}
                >
                  {label}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )
      }
    >
      It runs by hand and through the API. A trigger node starts it by time, by a request, or when another
      workflow fails.
    </EmptyState>
  );
}
