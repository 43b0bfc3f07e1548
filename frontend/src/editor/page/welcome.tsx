import { Anchor, Button, CloseButton, Group, List, Paper, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { exampleWorkflowsQuery } from "~/api/queries/workflow";
import { closeGreeting, isGreeted } from "~/lib/greeting";
import { beenHere, isFirstRun } from "./first-run";
import { usePageUi, useSession } from "./session-context";
import classes from "./welcome.module.css";

/**
 * Offers the tour to who is here for the first time, and greets those whom the list of workflows has not greeted yet.
 * Comes again from the palette of commands.
 */
export function Welcome() {
  const [isFirst, setFirst] = useState(isFirstRun);
  const isAsked = usePageUi((ui) => ui.dialog === "welcome");
  const isTouring = usePageUi((ui) => ui.tour !== null);
  const open = usePageUi((ui) => ui.open);
  const goOnTour = usePageUi((ui) => ui.goOnTour);
  const [isKnown] = useState(isGreeted);
  if ((!isFirst && !isAsked) || isTouring) return null;
  const greets = isAsked || !isKnown;

  function close() {
    beenHere();
    if (greets) closeGreeting();
    setFirst(false);
    open(null);
  }

  return (
    <Paper
      component="aside"
      aria-label={greets ? "Welcome" : "Tour of the editor"}
      withBorder
      shadow="lg"
      p="md"
      className={classes.card}
    >
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Title order={2} size="h3">
          {greets ? "Welcome to Thaiyyal" : "This is the editor"}
        </Title>
        <CloseButton
          aria-label={greets ? "Close the welcome" : "Close the offer of a tour"}
          onClick={close}
        />
      </Group>
      <Text size="sm" my="xs">
        A workflow is made of nodes and the edges between them.{" "}
        {greets
          ? "Look at an example, run it, change it."
          : "The tour shows in a few steps how to draw one and run it."}
      </Text>
      {greets && <Examples />}
      <Group mt="md" gap="xs">
        <Button
          size="xs"
          onClick={() => {
            close();
            goOnTour(0);
          }}
        >
          Take the tour
        </Button>
        <Button size="xs" variant="default" onClick={close}>
          Skip
        </Button>
      </Group>
    </Paper>
  );
}

function Examples() {
  const { workflowId } = useSession();
  const examples = useQuery(exampleWorkflowsQuery()).data?.items.filter(({ id }) => id !== workflowId) ?? [];
  if (examples.length === 0) return null;
  return (
    <List size="sm" aria-label="Examples" spacing={4}>
      {examples.map(({ id, name, description }) => (
        <List.Item key={id}>
          <Anchor
            size="sm"
            renderRoot={(props) => (
              <Link to="/workflows/$workflowId" params={{ workflowId: id }} {...props} />
            )}
          >
            {name}
          </Anchor>
          {description && (
            <Text size="xs" c="dimmed" lineClamp={2}>
              {description.split("\n\n")[0]}
            </Text>
          )}
        </List.Item>
      ))}
    </List>
  );
}
