import * as fc from "../../support/fast-check";
import { classify } from "../../../programs/sql-runner/classify";
import { failureOf, NotDone, SqlError, TransportError } from "../../../programs/sql-runner/failures";
import { type Clock, GivenUp, realClock, retrying } from "../../../programs/sql-runner/retry";

/** Time that only passes while somebody sleeps. */
function fakeClock(random: () => number = () => 1): Clock & { readonly slept: number[] } {
  let time = 0;
  const slept: number[] = [];
  return {
    slept,
    random,
    now: () => time,
    sleep: (milliseconds) => {
      slept.push(milliseconds);
      time += milliseconds;
      return Promise.resolve();
    },
  };
}

const LIMIT = 300_000;
const TRANSIENT = [
  615, 926, 1204, 1205, 1222, 4060, 4221, 10928, 10929, 40143, 40197, 40501, 40540, 40613, 49918, 49919, 49920,
];
const SLOW = [18456, 33130, 33134, 40532];
const CONNECTIONS = [
  "ECONNRESET",
  "ECONNREFUSED",
  "ETIMEDOUT",
  "ETIMEOUT",
  "EPIPE",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ESOCKET",
];
const ignore = (): void => undefined;

describe("what may pass by itself", () => {
  test.each([
    ...[...TRANSIENT, ...SLOW].map((number) => [`error ${String(number)}`, new SqlError("later", number)] as const),
    ...CONNECTIONS.map((code) => [code, new TransportError("later", code)] as const),
  ])("%s is tried again until it does", async (_what, failure) => {
    const clock = fakeClock();
    let left = 3;
    const result = await retrying(
      () => (left-- > 0 ? Promise.reject(failure) : Promise.resolve("done")),
      LIMIT,
      clock,
      ignore,
    );
    expect(result).toBe("done");
    expect(clock.slept).toEqual([5000, 10_000, 20_000]);
  });

  test("is tried until the limit and not longer, and then says what was tried", async () => {
    const clock = fakeClock();
    const failure = new SqlError("Cannot open database", 4060);
    const error: unknown = await retrying(() => Promise.reject(failure), LIMIT, clock, ignore).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ failure, milliseconds: LIMIT, attempts: clock.slept.length + 1 });
    expect(clock.slept).toEqual([5000, 10_000, 20_000, 40_000, 60_000, 60_000, 60_000, 45_000]);
  });

  test("is tried once with a limit of 0", async () => {
    const clock = fakeClock();
    const attempts = retrying(() => Promise.reject(new SqlError("", 40613)), 0, clock, ignore);
    await expect(attempts).rejects.toMatchObject({ attempts: 1 });
    expect(clock.slept).toEqual([]);
  });

  test("waits shorter where tests set SQL_RUNNER_RETRY_AT_MOST", async () => {
    expect(realClock(Infinity).pace).toBe(1);
    const clock = { ...fakeClock(() => 0), pace: realClock(3).pace ?? 1 };
    await expect(retrying(() => Promise.reject(new SqlError("", 40613)), 130, clock, ignore)).rejects.toBeInstanceOf(
      GivenUp,
    );
    expect(clock.slept).toEqual([50, 50, 30]);
  });

  test("waits 5 s and more, up to a minute, and never beyond the limit", async () => {
    const property = fc.asyncProperty(
      fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: 1 }),
      fc.integer({ min: 0, max: 100_000 }),
      async (chances, limit) => {
        let at = 0;
        const clock = fakeClock(() => chances[at++] ?? 1);
        const tried = retrying(() => Promise.reject(new SqlError("", 40613)), limit, clock, ignore);
        await expect(tried).rejects.toBeInstanceOf(GivenUp);
        clock.slept.forEach((slept, index) => {
          expect(slept).toBeLessThanOrEqual(Math.min(60_000, 5000 * 2 ** index));
          expect(slept >= 5000 || index === clock.slept.length - 1).toBe(true);
        });
        expect(clock.now()).toBeCloseTo(limit);
      },
    );
    await fc.assert(property);
  });
});

test.each([
  [37353, "Server identity does not have the Microsoft Entra Directory Readers permission."],
  [33134, "Principal 'app' could not be resolved. Error message: 'Server identity is not configured.'"],
])(
  "the right to read the directory, which the same apply may have given, is waited for: %i",
  async (number, message) => {
    const clock = fakeClock();
    const failure = new SqlError(message, number);
    await expect(retrying(() => Promise.reject(failure), LIMIT, clock, ignore)).rejects.toMatchObject({
      failure,
      milliseconds: LIMIT,
    });
    expect(clock.slept.length).toBeGreaterThan(1);
    expect(classify(failure).advice).toContain("Directory Readers with SqlServerDirectoryAccess");
  },
);

describe("what is permanent fails at once, with what to do", () => {
  test.each([
    [15247, "User does not have permission to perform this action.", "must be the Entra administrator"],
    [15151, "Cannot find the user 'app', because it does not exist or you do not have permission.", "Check its name"],
    [33131, "Principal 'app' has a duplicate display name.", "Set the object id"],
    [
      33134,
      "Principal 'app' could not be resolved. Error message: 'AADSTS50076: Due to a configuration change made by your administrator, you must use multi-factor authentication to access the resource.'",
      "Allow Microsoft Graph",
    ],
    [
      40615,
      "Cannot open server 'orders' requested by the login. Client with IP address '203.0.113.7' is not allowed to access the server.",
      "as the server sees it, is 203.0.113.7. Allow the address with an azurerm_mssql_firewall_rule",
    ],
    [47073, "The public network interface on this server is not accessible.", "Run Terraform from such a network"],
    [15138, "The database principal owns a schema in the database, and cannot be dropped.", "ALTER AUTHORIZATION"],
    [8134, "Divide by zero error encountered.", "See https://learn.microsoft.com/"],
  ])("%i", async (number, message, advice) => {
    const clock = fakeClock();
    const failure = new SqlError(message, number);
    await expect(retrying(() => Promise.reject(failure), LIMIT, clock, ignore)).rejects.toMatchObject({ attempts: 1 });
    expect(clock.slept).toEqual([]);
    expect(classify(failure).advice).toContain(advice);
  });

  test.each(["SELF_SIGNED_CERT_IN_CHAIN", "ERR_TLS_CERT_ALTNAME_INVALID", "CERT_HAS_EXPIRED", "ERR_UNHEARD_OF"])(
    "%s",
    (code) => {
      expect(classify(new TransportError("no", code)).retry).toBe(false);
    },
  );

  test("a server that does not begin with TLS where TDS 8 is asked for", () => {
    const { retry, advice } = classify(new TransportError("wrong version number", "ERR_SSL_WRONG_VERSION_NUMBER"));
    expect(retry).toBe(false);
    expect(advice).toContain("Remove strictEncryption");
  });

  test("a mistake in the program", () => {
    expect(classify(failureOf(new TypeError("x is not a function"))).retry).toBe(false);
  });
});

describe("what the driver throws", () => {
  const withCode = (message: string, code: string, cause?: Error): Error =>
    Object.assign(new Error(message, { cause }), { code });

  test("is the number where there is one, of several the first", () => {
    const numbered = (number: number): Error => Object.assign(new Error(String(number)), { number, code: "EREQUEST" });
    expect(failureOf(numbered(15247))).toMatchObject({ number: 15247 });
    expect(failureOf(new AggregateError([numbered(15151), numbered(3701)]))).toMatchObject({ number: 15151 });
  });

  test("is the code of the innermost error, with the words of the outermost", () => {
    const lost = withCode("Failed to connect to orders:1433 - reset", "ESOCKET", withCode("reset", "ECONNRESET"));
    expect(failureOf(lost)).toMatchObject({ code: "ECONNRESET", message: "Failed to connect to orders:1433 - reset" });
    expect(failureOf(withCode("no answer", "ETIMEOUT"))).toMatchObject({ code: "ETIMEOUT" });
  });

  test("is our own refusal where there is one", () => {
    const refusal = new NotDone("no TLS", "go elsewhere");
    expect(failureOf(withCode("Connection lost", "ESOCKET", refusal))).toBe(refusal);
  });
});
