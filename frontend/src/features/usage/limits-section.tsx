import { Text } from "@mantine/core";
import type { Usage } from "~/api/shapes";
import { Section } from "~/ui/section";
import { LimitMeter } from "./limit-meter";
import classes from "./usage.module.css";

export type LimitsSectionProps = { usage: Usage };

/** All limits of the tenant; what is nearest to its limit stands first. */
export function LimitsSection({ usage }: LimitsSectionProps) {
  const items = usage.items.toSorted((one, other) => rank[other.state] - rank[one.state]);
  return (
    <Section
      title="Limits"
      about={
        <Text size="sm" component="span">
          The plan of this tenant is <strong>{usage.plan}</strong>. Whoever runs this installation sets its
          limits. Months are those of UTC.
        </Text>
      }
    >
      <ul className={classes.meters}>
        {items.map((entry) => (
          <LimitMeter key={entry.metric} entry={entry} />
        ))}
      </ul>
    </Section>
  );
}

const rank = { ok: 0, warning: 1, exceeded: 2 } as const;
