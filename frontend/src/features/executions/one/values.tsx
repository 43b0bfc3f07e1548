import { SimpleGrid, Title } from "@mantine/core";
import type { Execution } from "~/api/queries/executions";
import type { Json } from "~/document/types";
import { ValueView } from "~/editor/results/value-view";
import classes from "./one.module.css";

export type ValuesProps = { execution: Execution };

/** What went into an execution, and what came out. */
export function Values({ execution }: ValuesProps) {
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }}>
      <Value title="Input" base="input" value={execution.input ?? null} />
      <Value title="Output" base="output" isReadable={false} value={execution.output ?? null} />
    </SimpleGrid>
  );
}

type ValueProps = { title: string; base: string; isReadable?: boolean; value: Json };

function Value({ title, base, isReadable = true, value }: ValueProps) {
  return (
    <section aria-label={title}>
      <Title order={2} size="h3" mb="xs">
        {title}
      </Title>
      <div className={classes.value}>
        <ValueView value={value} label={title} base={base} isReadable={isReadable} />
      </div>
    </section>
  );
}
