export type Column = "source" | "identity" | "group" | "target";

interface ColumnWords {
  readonly column: Column;
  readonly title: string;
  readonly one: string;
  readonly many: string;
}

/** The columns, from the left. */
export const COLUMNS: readonly ColumnWords[] = [
  { column: "source", title: "Sources", one: "source", many: "sources" },
  { column: "identity", title: "Identities", one: "identity", many: "identities" },
  { column: "group", title: "Groups", one: "group", many: "groups" },
  { column: "target", title: "Targets", one: "target", many: "targets" },
];
