/** The resource that tokens for SQL servers are for, with and without the slash. */
export const AUDIENCE = "https://database.windows.net/";

const HOUR = 60 * 60;

export interface TokenOptions {
  /** @default "https://database.windows.net/" */
  readonly audience?: string;
  /** Seconds from now; negative for one that has expired. @default an hour */
  readonly validFor?: number;
}

/** A token of the simulated directory: not signed, for it is accepted by this server only. */
export function accessToken(
  objectId: string,
  now: Date,
  { audience = AUDIENCE, validFor = HOUR }: TokenOptions = {},
): string {
  const claims = { oid: objectId, aud: audience, exp: Math.floor(now.getTime() / 1000) + validFor };
  return Buffer.from(JSON.stringify(claims)).toString("base64url");
}

/**
 * Object id in a token that is for the servers that take it and has not expired. It may be the payload of a JWT, too.
 *
 * @param audiences what the servers take tokens for
 */
export function objectIdIn(token: string, now: Date, audiences: readonly string[] = AUDIENCES): string | undefined {
  const payload = token.split(".").at(token.includes(".") ? 1 : 0) ?? "";
  let claims: unknown;
  try {
    claims = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
  if (typeof claims !== "object" || claims === null) {
    return undefined;
  }
  const { oid, aud, exp } = claims as Readonly<Record<string, unknown>>;
  const isFor = typeof aud === "string" && audiences.includes(aud.replace(/\/+$/, ""));
  return isFor && typeof exp === "number" && exp * 1000 > now.getTime() && typeof oid === "string" ? oid : undefined;
}

const AUDIENCES = [
  "https://database.windows.net",
  "https://database.usgovcloudapi.net",
  "https://database.chinacloudapi.cn",
];
