import { Badge, Button, Group, Stack, Text } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { endAllSessions, endSession, sessionsQuery } from "~/api/queries/account";
import { leave } from "~/api/session";
import type { BrowserSession } from "~/api/shapes";
import { confirm } from "~/ui/confirm";
import { LoadMore } from "~/ui/load-more";
import { notifyDone, notifyProblem } from "~/ui/notify";
import { QueryView } from "~/ui/query-view";
import { Section } from "~/ui/section";
import { TimeAgo } from "~/ui/time-ago";
import { deviceOf } from "./user-agent";

/** Where one is signed in; ending one session, or all. */
export function SessionsSection() {
  const query = useInfiniteQuery(sessionsQuery());
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const ending = useMutation({
    mutationFn: ({ id }: BrowserSession) => endSession(id),
    onSuccess: () => notifyDone("The session has ended."),
    onError: (error) => notifyProblem("The session did not end", error),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["me", "sessions"] }),
  });
  const endingAll = useMutation({
    mutationFn: endAllSessions,
    onSuccess: async () => {
      leave();
      queryClient.clear();
      await navigate({ to: "/sign-in" });
    },
    onError: (error) => notifyProblem("Your sessions did not end", error),
  });

  function askAll() {
    confirm({
      title: "Sign out everywhere?",
      children: "All your sessions end, this one too. API keys stay as they are.",
      action: "Sign out everywhere",
      onConfirm: () => endingAll.mutate(),
    });
  }

  return (
    <Section
      title="Sessions"
      about="Where you are signed in."
      actions={
        <Button variant="default" onClick={askAll} loading={endingAll.isPending}>
          Sign out everywhere
        </Button>
      }
    >
      <QueryView query={query}>
        {({ pages }) => (
          <Stack>
            <Stack component="ul" m={0} p={0} gap="sm" aria-label="Sessions">
              {pages
                .flatMap((page) => page.items)
                .map((each) => (
                  <SessionRow key={each.id} session={each} onEnd={() => ending.mutate(each)} />
                ))}
            </Stack>
            <LoadMore query={query} of="sessions" />
          </Stack>
        )}
      </QueryView>
    </Section>
  );
}

function SessionRow({ session, onEnd }: { session: BrowserSession; onEnd: () => void }) {
  const device = deviceOf(session.user_agent);
  return (
    <Group component="li" justify="space-between" wrap="nowrap">
      <div>
        <Group gap="xs">
          <Text size="sm" fw={500} title={session.user_agent}>
            {device}
          </Text>
          {session.is_current && (
            <Badge variant="light" tt="none">
              This one
            </Badge>
          )}
        </Group>
        <Text size="xs" c="dimmed" component="div">
          {session.address ?? "Unknown address"}, used <TimeAgo at={session.last_used_at} />, since{" "}
          <TimeAgo at={session.created_at} />
        </Text>
      </div>
      {!session.is_current && (
        <Button size="compact-sm" variant="subtle" color="red" onClick={onEnd} aria-label={`End ${device}`}>
          End
        </Button>
      )}
    </Group>
  );
}
