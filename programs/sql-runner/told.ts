import { type SqlStep } from "../../lib/sql/model/sql-step";
import { printable } from "./printable";

/** What a person is told, a line at a time. */
export type Tell = (line: string) => void;

/** Tells a statement that was run. */
export const told =
  (server: string, tell: Tell) =>
  ({ database, statement }: SqlStep): void => {
    tell(`${server}, database ${JSON.stringify(database)}: ${printable(statement)}`);
  };
