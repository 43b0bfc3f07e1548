import { Badge, Button, Card, Group, Text, Title } from "@mantine/core";
import { IconWifiOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { catalogueQuery } from "~/api/queries/catalogue";
import type { Template } from "~/api/queries/templates";
import { openDocument } from "~/document/open";
import { pictureOf } from "~/document/picture";
import { Picture } from "~/ui/picture";
import classes from "./template-card.module.css";

export type TemplateCardProps = { template: Template; isMaking: boolean; onUse: () => void };

/** One template: what it looks like, what it does, what it needs. */
export function TemplateCard({ template, isMaking, onUse }: TemplateCardProps) {
  const catalogue = useQuery(catalogueQuery()).data;
  const picture = useMemo(
    () => pictureOf(openDocument(template.document, catalogue), catalogue),
    [template.document, catalogue],
  );
  return (
    <Card withBorder component="article" aria-label={template.title} className={classes.card}>
      <Card.Section className={classes.picture}>
        <Picture {...picture} height={120} />
      </Card.Section>
      <Title order={3} size="h4" mt="sm">
        {template.title}
      </Title>
      <Text size="sm" c="dimmed" className={classes.text}>
        {template.description}
      </Text>
      <Group gap={4} my="sm">
        {template.is_offline && (
          <Badge
            variant="light"
            color="teal"
            size="sm"
            tt="none"
            leftSection={<IconWifiOff size={12} aria-hidden />}
          >
            Runs offline
          </Badge>
        )}
        {template.tags.map((tag) => (
          <Badge key={tag} variant="default" size="sm" tt="none">
            {tag}
          </Badge>
        ))}
      </Group>
      <Button
        variant="light"
        size="xs"
        loading={isMaking}
        aria-label={`Use template ${template.title}`}
        onClick={onUse}
      >
        Use template
      </Button>
    </Card>
  );
}
