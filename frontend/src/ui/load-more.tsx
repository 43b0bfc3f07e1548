import { Button, Center } from "@mantine/core";

export type LoadMoreProps = {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> };
  /** What there is more of, such as "API keys". */
  of: string;
};

/** Gets the next page of a list; not there when there is none. */
export function LoadMore({ query, of }: LoadMoreProps) {
  if (!query.hasNextPage) return null;
  return (
    <Center>
      <Button
        variant="default"
        loading={query.isFetchingNextPage}
        onClick={() => void query.fetchNextPage()}
        aria-label={`Load more ${of}`}
      >
        Load more
      </Button>
    </Center>
  );
}
