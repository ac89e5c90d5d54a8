/** A block in Terraform's JSON syntax. */
export type JsonBlock = Readonly<Record<string, unknown>>;

/** The blocks of one kind, written as one object or as a list. */
export const blocksIn = (value: unknown): JsonBlock[] => (Array.isArray(value) ? value : [value]).filter(isBlock);

export const isBlock = (value: unknown): value is JsonBlock =>
  typeof value === "object" && value !== null && !Array.isArray(value);
