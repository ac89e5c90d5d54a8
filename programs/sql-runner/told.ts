import { type SqlStep } from "../../lib/sql/model/sql-step";
import { printable } from "./printable";

/** Prints a line for people. */
export type Tell = (line: string) => void;

/** Prints a statement that ran. */
export const told =
  (server: string, tell: Tell) =>
  ({ database, statement }: SqlStep): void => {
    tell(`${server}, database ${JSON.stringify(database)}: ${printable(statement)}`);
  };
