import { Badge, Button, Group, Stack, Text } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { myTenantsQuery, switchTenant } from "~/api/queries/account";
import type { Membership } from "~/api/shapes";
import { LoadMore } from "~/ui/load-more";
import { ProblemAlert } from "~/ui/problem-alert";
import { QueryView } from "~/ui/query-view";
import { Section } from "~/ui/section";

const HASH = "tenants";

/** The tenants that one is a member of, and going on in another. */
export function TenantsSection() {
  const query = useInfiniteQuery(myTenantsQuery());
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const place = useRef<HTMLDivElement>(null);
  const { hash } = useLocation();
  const switching = useMutation({
    mutationFn: ({ id }: Membership) => switchTenant(id),
    onSuccess: async () => {
      queryClient.clear();
      await navigate({ to: "/workflows" });
    },
  });

  useEffect(() => {
    if (hash !== HASH) return;
    place.current?.scrollIntoView({ block: "start" });
    place.current?.focus({ preventScroll: true });
  }, [hash]);

  return (
    <div ref={place} tabIndex={-1}>
      <Section title="Tenants" id={HASH} about="Everything you see belongs to the one that you are in.">
        {switching.error && <ProblemAlert error={switching.error} title="You are still where you were" />}
        <QueryView query={query}>
          {({ pages }) => (
            <Stack>
              <Stack component="ul" m={0} p={0} gap="sm" aria-label="Tenants">
                {pages
                  .flatMap((page) => page.items)
                  .map((each) => (
                    <TenantRow
                      key={each.id}
                      tenant={each}
                      isGoing={switching.isPending && switching.variables.id === each.id}
                      onSwitch={() => switching.mutate(each)}
                    />
                  ))}
              </Stack>
              <LoadMore query={query} of="tenants" />
            </Stack>
          )}
        </QueryView>
      </Section>
    </div>
  );
}

type TenantRowProps = { tenant: Membership; isGoing: boolean; onSwitch: () => void };

function TenantRow({ tenant, isGoing, onSwitch }: TenantRowProps) {
  const closed = closedBecause(tenant);
  return (
    <Group component="li" justify="space-between" wrap="nowrap">
      <div>
        <Text size="sm" fw={500}>
          {tenant.name}
        </Text>
        <Text size="xs" c="dimmed">
          {closed ?? tenant.slug}
        </Text>
      </div>
      {tenant.is_current ? (
        <Badge variant="light" tt="none">
          You are here
        </Badge>
      ) : (
        <Button
          size="compact-sm"
          variant="default"
          disabled={closed !== undefined}
          loading={isGoing}
          onClick={onSwitch}
          aria-label={`Switch to ${tenant.name}`}
        >
          Switch
        </Button>
      )}
    </Group>
  );
}

function closedBecause({ status, membership }: Membership): string | undefined {
  if (status === "suspended") return "Suspended by the owner of this installation";
  if (status === "deleting") return "About to be deleted";
  return membership === "disabled" ? "Your membership is disabled" : undefined;
}
