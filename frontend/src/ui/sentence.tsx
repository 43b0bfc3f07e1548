import { Text } from "@mantine/core";
import classes from "./sentence.module.css";

/** What a server says of a problem, which begins small there: it may be a part of a longer sentence. */
export function Sentence({ children }: { children: string }) {
  return (
    <Text size="sm" className={classes.sentence}>
      {children}
    </Text>
  );
}
