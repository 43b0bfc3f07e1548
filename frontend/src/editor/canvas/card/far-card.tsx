import { TypeIcon } from "~/ui/type-icon";
import classes from "./node-card.module.css";

export type FarCardProps = { title: string; icon: string };

/** A card seen from afar. */
export function FarCard({ title, icon }: FarCardProps) {
  return (
    <div className={classes.far}>
      <span className={classes.farIcon}>
        <TypeIcon name={icon} size={32} />
      </span>
      <span>{title}</span>
    </div>
  );
}
