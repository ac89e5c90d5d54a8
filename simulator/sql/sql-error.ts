import { MESSAGES, TRANSIENT } from "./messages";

const ENDS_BATCH: ReadonlySet<number> = new Set([
  102, 103, 105, 111, 113, 116, 127, 131, 134, 137, 141, 148, 156, 168, 174, 191, 195, 205, 206, 207, 208, 209, 217,
  243, 245, 263, 321, 402, 1001, 1011, 1038, 4104, 8117, 8169, 8178, 40510, 40514, 40515, 40517, 40530,
]);

/** What the server answers instead of a result. */
export class SqlError extends Error {
  public constructor(
    readonly number: number,
    message: string,
    readonly severity: number,
    readonly state = 1,
    /** What cannot be compiled or bound ends the whole batch, and so does THROW; other errors end their statement. */
    readonly endsBatch = ENDS_BATCH.has(number),
  ) {
    super(message);
  }

  /** The same, thrown by THROW. */
  public thrown(): SqlError {
    return new SqlError(this.number, this.message, this.severity, this.state, true);
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
