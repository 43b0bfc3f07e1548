import { Collapse, UnstyledButton } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { IconChevronRight } from "@tabler/icons-react";
import { useId } from "react";
import type { NodeType, NodeTypeGroup } from "~/document/catalogue";
import classes from "./palette.module.css";
import { PaletteItem } from "./palette-item";

export type PaletteGroupProps = { group: NodeTypeGroup; types: readonly NodeType[] };

/** A group of node types that can be folded; whether it is, is remembered. */
export function PaletteGroup({ group, types }: PaletteGroupProps) {
  const id = useId();
  const [isFolded, setFolded] = useLocalStorage({
    key: `thaiyyal.palette.${group.name}`,
    defaultValue: false,
  });
  if (types.length === 0) return null;
  return (
    <section className={classes.group} data-colour={group.colour}>
      <UnstyledButton
        className={classes.groupHead}
        aria-expanded={!isFolded}
        aria-controls={id}
        onClick={() => setFolded(!isFolded)}
        data-palette-stop
      >
        <IconChevronRight
          size={14}
          className={classes.chevron}
          data-open={!isFolded || undefined}
          aria-hidden
        />
        <span className={classes.dot} />
        {group.name}
        <span className={classes.count}>{types.length}</span>
      </UnstyledButton>
      <Collapse id={id} expanded={!isFolded}>
        {!isFolded && (
          <ul aria-label={group.name} className={classes.items}>
            {types.map((type) => (
              <PaletteItem key={type.type} type={type} />
            ))}
          </ul>
        )}
      </Collapse>
    </section>
  );
}
