import { Button, Tooltip } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { plural } from "~/lib/format";
import { useEditor } from "../context";
import { usePageUi } from "./session-context";
import classes from "./top-bar.module.css";

const UNCHECKED = { waiting: "Looking for problems", failed: "Not checked for problems" } as const;

/** How many problems the document has; opens their list. */
export function ProblemsButton() {
  const problems = useEditor((state) => state.problems);
  const showBottom = usePageUi((ui) => ui.showBottom);
  const errors = problems.filter((problem) => problem.severity === "problem").length;
  const check = useEditor((state) => state.check);
  const isFine = problems.length === 0;
  const label = isFine && check !== "known" ? UNCHECKED[check] : labelOf(errors, problems.length - errors);
  return (
    <Tooltip label={label}>
      <Button
        size="compact-sm"
        variant="subtle"
        color={errors > 0 ? "red" : isFine ? "gray" : "orange"}
        leftSection={isFine ? <IconCircleCheck size={16} /> : <IconAlertTriangle size={16} />}
        aria-label={label}
        className={classes.problems}
        onClick={() => showBottom("problems")}
      >
        {!isFine && problems.length}
      </Button>
    </Tooltip>
  );
}

function labelOf(errors: number, warnings: number): string {
  if (errors + warnings === 0) return "No problems";
  const parts = [errors > 0 && plural(errors, "problem"), warnings > 0 && plural(warnings, "warning")];
  const all = parts.filter((part) => part !== false);
  return all.length > 1 ? `${errors + warnings} in all: ${all.join(", ")}` : all.join("");
}
