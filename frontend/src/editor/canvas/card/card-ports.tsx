import { Handle, Position } from "@xyflow/react";
import { PLAIN, type Port } from "~/document/ports";
import type { Size } from "~/document/types";
import { useEditor } from "../../context";
import { portsHeight, portTop } from "../flow/sizes";
import classes from "./node-card.module.css";

export type CardPortsProps = { ports: readonly Port[]; hasInput: boolean; size: Size; isFrame: boolean };

/** Where edges start and end. */
export function CardPorts({ ports, hasInput, size, isFrame }: CardPortsProps) {
  const canEdit = useEditor((state) => state.canEdit);
  const height = portsHeight(ports, size, isFrame);
  const hasLabels = ports.length > 1 || ports.some((port) => port.name !== PLAIN);
  return (
    <>
      {hasInput && (
        <Handle
          id="in"
          type="target"
          position={Position.Left}
          className={classes.handle}
          style={{ top: portTop(0, 1, height) }}
          isConnectable={canEdit}
        />
      )}
      {ports.map((port, at) => {
        const top = portTop(at, ports.length, height);
        return (
          <span key={port.name}>
            {hasLabels && (
              <span
                className={classes.port}
                data-stray={port.isStray || undefined}
                style={{ top }}
                title={port.label}
              >
                {port.label}
              </span>
            )}
            <Handle
              id={port.name}
              type="source"
              position={Position.Right}
              className={classes.handle}
              style={{ top }}
              isConnectable={canEdit}
            />
          </span>
        );
      })}
    </>
  );
}
