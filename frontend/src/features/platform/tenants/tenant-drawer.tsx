import { Badge, Drawer, Group, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useModals } from "@mantine/modals";
import { useQuery } from "@tanstack/react-query";
import { anyTenantQuery } from "~/api/queries/platform";
import type { Tenant } from "~/api/shapes";
import { QueryView } from "~/ui/query-view";
import { TimeAgo } from "~/ui/time-ago";
import { DeleteTenantDialog } from "./delete-tenant-dialog";
import { LimitsSection } from "./limits-section";
import { PlanSection } from "./plan-section";
import { StateSection } from "./state-section";
import { STATUS_WORDS } from "./words";

export type TenantDrawerProps = { id: string; onClose: () => void };

const BELOW_DIALOGS = 199;

/** One tenant: whether it is open, its plan, what it uses, its limits. */
export function TenantDrawer({ id, onClose }: TenantDrawerProps) {
  const query = useQuery(anyTenantQuery(id));
  const [isDeleting, deletion] = useDisclosure();
  const questions = useModals().modals;
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="xl"
      zIndex={BELOW_DIALOGS}
      closeOnEscape={!isDeleting && questions.length === 0}
      title={query.data?.name ?? "Tenant"}
    >
      <QueryView query={query}>
        {(tenant) => (
          <Stack>
            <Facts tenant={tenant} />
            <StateSection tenant={tenant} onDelete={deletion.open} />
            <PlanSection tenant={tenant} />
            <LimitsSection tenant={tenant} />
            {isDeleting && <DeleteTenantDialog tenant={tenant} onClose={deletion.close} />}
          </Stack>
        )}
      </QueryView>
    </Drawer>
  );
}

function Facts({ tenant }: { tenant: Tenant }) {
  const { label, colour } = STATUS_WORDS[tenant.status];
  return (
    <Stack gap={4}>
      <Group gap="xs">
        <Badge variant="light" color={colour} tt="none" radius="sm">
          {label}
        </Badge>
        <Text size="sm">{tenant.slug}</Text>
      </Group>
      <Text size="sm" c="dimmed">
        {tenant.id} · made <TimeAgo at={tenant.created_at} />
      </Text>
    </Stack>
  );
}
