/** The server refused, with one of its numbers. */
export class SqlError extends Error {
  public constructor(
    message: string,
    public readonly number: number,
  ) {
    super(message);
  }
}

/** Another server than one of SQL Server refused, with one of its codes. */
export class Refusal extends Error {
  public constructor(
    message: string,
    /** Such as "42501" or "ER_ACCESS_DENIED_ERROR". */
    public readonly code: string,
    /** Whether it may pass by itself. */
    public readonly retry: boolean,
    /** What to do when it does not, or did not within the limit. */
    public readonly advice: string,
    /** Whether the server does not know the database that was asked for. */
    public readonly isDatabaseUnknown = false,
  ) {
    super(message);
  }
}

/** The server could not be reached, or not any longer; the code is that of Node: "ECONNRESET". */
export class TransportError extends Error {
  public constructor(
    message: string,
    public readonly code: string,
    /** What to do instead of what the code suggests. */
    public readonly advice?: string,
  ) {
    super(message);
  }
}

/** Something that trying again cannot help. */
export class NotDone extends Error {
  public constructor(
    message: string,
    /** What to do instead. */
    public readonly advice: string,
  ) {
    super(message);
  }
}

/** What a server said is not TDS, or is more than any answer to the runner. */
export class BrokenAnswer extends NotDone {
  public constructor(server: string, what: string) {
    super(
      `${server} sent what no SQL server sends: ${what}`,
      "Something answers in place of the server, or changes its answers on the way; look at the DNS and the proxies of " +
        "this network",
    );
  }
}

/** SQL_RUNNER_GONE says that there is no server to connect to. */
export class ServerGone extends NotDone {
  public constructor(server: string) {
    super(
      `SQL_RUNNER_GONE says that ${server} does not exist any more`,
      "Take it out of SQL_RUNNER_GONE, or its logins and users out of the app",
    );
  }
}

/** No token, because whoever gives it is busy. */
export class NoTokenYet extends Error {}

/** What already says what it is. */
const TOLD = [NotDone, SqlError, NoTokenYet, Refusal, TransportError];

/** Whether a server has answered, and refused. */
export const isRefusal = (failure: Error): boolean => failure instanceof SqlError || failure instanceof Refusal;

export function failureInWords(failure: Error): string {
  return failure instanceof Refusal
    ? `error ${failure.code}, ${failure.message}`
    : failure instanceof SqlError
      ? `error ${String(failure.number)}, ${failure.message}`
      : failure.message;
}

/**
 * What has gone wrong, from what a driver throws: possibly several errors at once, possibly one wrapped in another.
 * The first that tells a number or a code counts.
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
  // The innermost error has the code of the operating system; the outer ones have those of the driver.
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
