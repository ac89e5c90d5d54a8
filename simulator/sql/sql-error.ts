import { MESSAGES, TRANSIENT } from "./messages";

/** What the server answers instead of a result. */
export class SqlError extends Error {
  public constructor(
    readonly number: number,
    message: string,
    readonly severity: number,
    readonly state = 1,
  ) {
    super(message);
  }

  /** The server hangs up after it. */
  public get endsConnection(): boolean {
    return this.severity >= 20;
  }
}

/** The error with this number; what is inserted replaces each %s in turn. */
export function sqlError(number: number, ...inserts: readonly string[]): SqlError {
  const [severity, text] = MESSAGES[number] ?? TRANSIENT[number] ?? [16, `Error ${String(number)} was requested here.`];
  const parts = text.split("%s");
  const message = parts.map((part, index) => part + (index < parts.length - 1 ? (inserts[index] ?? "") : "")).join("");
  return new SqlError(number, message, severity);
}
