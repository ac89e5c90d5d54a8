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

  /** What cannot be compiled or bound ends the whole batch; other errors end their statement. */
  public get endsBatch(): boolean {
    return ENDS_BATCH.has(this.number);
  }
}

const ENDS_BATCH: ReadonlySet<number> = new Set([
  102, 103, 105, 111, 113, 116, 134, 137, 156, 174, 191, 195, 205, 206, 207, 208, 209, 217, 243, 245, 263, 1011, 1038,
  4104, 8169, 8178, 40515, 40530,
]);

/** The error with this number; what is inserted replaces each %s in turn. */
export function sqlError(number: number, ...inserts: readonly string[]): SqlError {
  const [severity, text] = MESSAGES[number] ?? TRANSIENT[number] ?? [16, `Error ${String(number)} was requested here.`];
  const parts = text.split("%s");
  const message = parts.map((part, index) => part + (index < parts.length - 1 ? (inserts[index] ?? "") : "")).join("");
  return new SqlError(number, message, severity);
}
