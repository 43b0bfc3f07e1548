declare module "virtual:catalogue-icons" {
  export const icons: Readonly<
    Record<
      string,
      readonly (readonly [tag: string, attributes: Readonly<Record<string, string>>])[] | undefined
    >
  >;
  export const everyIconUrl: string;
}
