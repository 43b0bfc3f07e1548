import { ActionIcon, Anchor, Badge, Card, Group, Stack, Text, Tooltip } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconRefresh } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { renewAddress, triggersQuery } from "~/api/queries/triggers";
import type { Webhook } from "~/api/shapes";
import { nodeById } from "~/document/lookup";
import { fieldValue, nodeTypeOf } from "~/document/node-types";
import { useEditor } from "~/editor/context";
import { confirm } from "~/ui/confirm";
import { CopyField } from "~/ui/copy-field";
import { notifyDone } from "~/ui/notify";
import { ProblemAlert } from "~/ui/problem-alert";
import { curlExample } from "./curl";
import { NodeTitle } from "./node-title";
import { SecretSection } from "./secret-section";

export type WebhookCardProps = { workflowId: string; webhook: Webhook; canChange: boolean };

type Which = "production" | "test";

/** One webhook: its two addresses, how to ask it, its secret. */
export function WebhookCard({ workflowId, webhook, canChange }: WebhookCardProps) {
  const cache = useQueryClient();
  const renewing = useMutation({
    mutationFn: (which: Which) => renewAddress(workflowId, webhook.id, which),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: triggersQuery(workflowId).queryKey });
      notifyDone("The webhook has a new address. The old one is closed.");
    },
  });
  const proof = useProof(webhook.node_id);
  const example = webhook.path ?? webhook.test_path;

  const renew = (which: Which) =>
    confirm({
      title: which === "test" ? "Make a new test address?" : "Make a new address?",
      children: "The old address stops working at once. Whoever calls it needs the new one.",
      action: "Make a new address",
      onConfirm: () => renewing.mutate(which),
    });

  return (
    <Card withBorder padding="sm" component="article" aria-label={`Webhook ${webhook.node_id}`}>
      <Stack gap="sm">
        <Group justify="space-between">
          <NodeTitle node={webhook.node_id} />
          <Group gap={6}>
            <Badge variant="default" tt="none">
              {webhook.method}
            </Badge>
            <Badge variant="light" color={webhook.is_published ? "teal" : "gray"} tt="none">
              {webhook.is_published ? "Published" : "Only in the draft"}
            </Badge>
          </Group>
        </Group>
        {!canChange && (
          <Text size="sm" c="dimmed">
            Addresses are shown to those who may change the workflow.
          </Text>
        )}
        <Address
          label={webhook.is_published ? "Address" : "Address, after publishing"}
          path={webhook.path}
          onRenew={() => renew("production")}
        />
        <Address
          label="Test address: executes the draft"
          path={webhook.test_path}
          onRenew={() => renew("test")}
        />
        {renewing.error && <ProblemAlert error={renewing.error} title="The address stays as it was" />}
        {example && (
          <Example
            text={curlExample({ method: webhook.method, address: location.origin + example, ...proof })}
          />
        )}
        <SecretSection
          workflowId={workflowId}
          webhook={webhook}
          canChange={canChange}
          isNeeded={proof.auth !== undefined && proof.auth !== "none"}
        />
      </Stack>
    </Card>
  );
}

function Example({ text }: { text: string }) {
  const [isOpen, { toggle }] = useDisclosure();
  return (
    <Stack gap="xs">
      <Anchor component="button" size="sm" aria-expanded={isOpen} onClick={toggle} ta="start">
        {isOpen ? "Hide how to call it" : "Show how to call it"}
      </Anchor>
      {isOpen && <CopyField label="Example" text={text} />}
    </Stack>
  );
}

type AddressProps = { label: string; path: string | null; onRenew: () => void };

function Address({ label, path, onRenew }: AddressProps) {
  if (path === null) return null;
  return (
    <CopyField
      label={label}
      text={location.origin + path}
      actions={
        <Tooltip label="Make a new address">
          <ActionIcon aria-label={`Make a new one: ${label}`} onClick={onRenew}>
            <IconRefresh size={18} />
          </ActionIcon>
        </Tooltip>
      }
    />
  );
}

/** How a caller shows that it knows the secret, as the node says. */
function useProof(id: string) {
  const node = useEditor((state) => nodeById(state.document, id));
  const catalogue = useEditor((state) => state.catalogue);
  const type = node && nodeTypeOf(catalogue, node);
  const field = (name: string) => (node ? fieldValue(type, node, name) : undefined);
  return { auth: field("auth"), header: field("header"), signature: field("signature") };
}
