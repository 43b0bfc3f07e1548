import { Button, Group, Paper, Text, Title } from "@mantine/core";
import { useWindowEvent } from "@mantine/hooks";
import { useLayoutEffect, useState } from "react";
import { beenHere } from "./first-run";
import { usePageUi } from "./session-context";
import classes from "./tour.module.css";
import { type Box, cardPlace, STEPS } from "./tour-steps";

type Step = (typeof STEPS)[number];
type TourStepProps = { steps: readonly Step[]; step: Step };

/** What there is to know, each shown where it is. Can be left at any step, and taken again. */
export function Tour() {
  const at = usePageUi((ui) => ui.tour);
  if (at === null) return null;
  const steps = STEPS.filter(({ target }) => placeOf(target));
  const step = steps[at];
  return step && <TourStep key={step.target} steps={steps} step={step} />;
}

function TourStep({ steps, step }: TourStepProps) {
  const goOnTour = usePageUi((ui) => ui.goOnTour);
  const box = useBoxOf(step.target);
  const at = steps.indexOf(step);
  const isLast = at === steps.length - 1;

  function end() {
    beenHere();
    goOnTour(null);
  }

  useWindowEvent("keydown", (event) => {
    if (event.key === "Escape") end();
  });

  return (
    <>
      <div
        className={classes.light}
        style={{ left: box.x, top: box.y, width: box.width, height: box.height }}
      />
      <Paper
        role="dialog"
        aria-label={`Tour, step ${at + 1} of ${steps.length}: ${step.title}`}
        shadow="xl"
        p="md"
        className={classes.card}
        style={cardPlace(box, { width: innerWidth, height: innerHeight })}
      >
        <Text size="xs" c="dimmed">
          {at + 1} of {steps.length}
        </Text>
        <Title order={2} size="h3" mb={4}>
          {step.title}
        </Title>
        <Text size="sm">{step.text}</Text>
        <Group mt="md" justify="space-between">
          <Button size="xs" variant="subtle" color="gray" onClick={end}>
            {isLast ? "Close" : "Skip the tour"}
          </Button>
          <Group gap="xs">
            {at > 0 && (
              <Button size="xs" variant="default" onClick={() => goOnTour(at - 1)}>
                Back
              </Button>
            )}
            <Button size="xs" autoFocus onClick={() => (isLast ? end() : goOnTour(at + 1))}>
              {isLast ? "Done" : "Next"}
            </Button>
          </Group>
        </Group>
      </Paper>
    </>
  );
}

function useBoxOf(target: string): Box {
  const [box, setBox] = useState<Box>({ x: 0, y: 0, width: 0, height: 0 });
  useLayoutEffect(() => {
    const measure = () => {
      const found = placeOf(target)?.getBoundingClientRect();
      if (found) setBox({ x: found.x, y: found.y, width: found.width, height: found.height });
    };
    measure();
    window.addEventListener("resize", measure);
    return () => window.removeEventListener("resize", measure);
  }, [target]);
  return box;
}

/** Null: it is not on this page, as the palette is not for who may only look. */
function placeOf(target: string): Element | null {
  return document.querySelector(`[data-tour=${target}]`);
}
