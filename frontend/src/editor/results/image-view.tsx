import { Text } from "@mantine/core";
import { useState } from "react";
import classes from "./results.module.css";

export type ImageViewProps = { source: string; label: string };

/** An image that the value itself holds. */
export function ImageView({ source, label }: ImageViewProps) {
  const [isBroken, setBroken] = useState(false);
  const [size, setSize] = useState("");
  return (
    <figure className={classes.figure}>
      {isBroken ? (
        <Text size="sm">This is no image that the browser can show. Look at it as text.</Text>
      ) : (
        <img
          src={source}
          alt={label}
          className={classes.image}
          onError={() => setBroken(true)}
          onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
            setSize(`${naturalWidth} × ${naturalHeight}`)
          }
        />
      )}
      <Text component="figcaption" size="xs" c="dimmed" mih="1.5em">
        {size}
      </Text>
    </figure>
  );
}
