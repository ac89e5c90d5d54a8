/** A SQL Server error with its number. */
export class SqlError extends Error {
  public constructor(
    message: string,
    public readonly number: number,
  ) {
    super(message);
  }
}

/** An error of another server with its code. */
export class Refusal extends Error {
  public constructor(
    message: string,
    /** Such as "42501" or "ER_ACCESS_DENIED_ERROR". */
    public readonly code: string,
    /** Whether it is transient. */
    public readonly retry: boolean,
    /** What to do if it persists. */
    public readonly advice: string,
    /** Whether the server does not know the requested database. */
    public readonly isDatabaseUnknown = false,
  ) {
    super(message);
  }
}

/** The server is unreachable, or the connection was lost. The code is Node's: "ECONNRESET". */
export class TransportError extends Error {
  public constructor(
    message: string,
    public readonly code: string,
    /** Advice that replaces the one for the code. */
    public readonly advice?: string,
  ) {
    super(message);
  }
}

/** A permanent failure. */
export class NotDone extends Error {
  public constructor(
    message: string,
    /** What to do instead. */
    public readonly advice: string,
  ) {
    super(message);
  }
}

/** The response is not TDS, or exceeds a limit. */
export class BrokenAnswer extends NotDone {
  public constructor(server: string, what: string) {
    super(
      `${server} sent a response that no SQL server sends: ${what}`,
      "Something responds in place of the server, or changes its responses. Check the DNS and the proxies of " +
        "this network",
    );
  }
}

/** SQL_RUNNER_GONE says that the server does not exist. */
export class ServerGone extends NotDone {
  public constructor(server: string) {
    super(
      `SQL_RUNNER_GONE says that ${server} no longer exists`,
      "Remove it from SQL_RUNNER_GONE, or remove its logins and users from the app",
    );
  }
}

/** No token, because the token service is busy. */
export class NoTokenYet extends Error {}

/** Errors with a complete message. */
const TOLD = [NotDone, SqlError, NoTokenYet, Refusal, TransportError];

/** Whether a server responded with an error. */
export const isRefusal = (failure: Error): boolean => failure instanceof SqlError || failure instanceof Refusal;

export function failureInWords(failure: Error): string {
  return failure instanceof Refusal
    ? `error ${failure.code}, ${failure.message}`
    : failure instanceof SqlError
      ? `error ${String(failure.number)}, ${failure.message}`
      : failure.message;
}

/**
 * The relevant error in what a driver throws, which can be several errors, or an error wrapped in another. The first
 * one with a number or code counts.
 */
export function failureOf(error: unknown): Error {
  const all = unwrapped(error);
  const known = all.find((one) => TOLD.some((kind) => one instanceof kind));
  if (known) {
    return known;
  }
  for (const one of all) {
    const { number } = one as { readonly number?: unknown };
    if (typeof number === "number") {
      return new SqlError(one.message, number);
    }
  }
  // The innermost error has the code of the operating system; outer errors have codes of the driver.
  const [outer = new Error(String(error))] = all;
  const inner = all.reverse().find((one) => typeof (one as { readonly code?: unknown }).code === "string");
  return inner ? new TransportError(outer.message, (inner as unknown as { readonly code: string }).code) : outer;
}

function unwrapped(error: unknown): Error[] {
  if (!(error instanceof Error)) {
    return [];
  }
  const inside = error instanceof AggregateError ? error.errors : [];
  return [error, ...inside.flatMap(unwrapped), ...unwrapped(error.cause)];
}
