import { Anchor, Button, CloseButton, Group, List, Paper, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { exampleWorkflowsQuery } from "~/api/queries/workflow";
import { beenHere, isFirstRun } from "./first-run";
import { usePageUi, useSession } from "./session-context";
import classes from "./welcome.module.css";

/** Greets who is here for the first time: examples to look at, and a tour. Comes again from the palette of commands. */
export function Welcome() {
  const [isFirst, setFirst] = useState(isFirstRun);
  const isAsked = usePageUi((ui) => ui.dialog === "welcome");
  const isTouring = usePageUi((ui) => ui.tour !== null);
  const open = usePageUi((ui) => ui.open);
  const goOnTour = usePageUi((ui) => ui.goOnTour);
  if ((!isFirst && !isAsked) || isTouring) return null;

  function close() {
    beenHere();
    setFirst(false);
    open(null);
  }

  return (
    <Paper component="aside" aria-label="Welcome" withBorder shadow="lg" p="md" className={classes.card}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Title order={2} size="h3">
          Welcome to the editor
        </Title>
        <CloseButton aria-label="Close the welcome" onClick={close} />
      </Group>
      <Text size="sm" my="xs">
        A workflow is made of nodes and the edges between them. Look at an example, run it, change it.
      </Text>
      <Examples />
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
