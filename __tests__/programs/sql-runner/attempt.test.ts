import { type SqlFact } from "../../../lib/sql/model/fact";
import { applyTogether } from "../../../programs/sql-runner/apply-together";
import { applyAll } from "../../../programs/sql-runner/apply-all";
import { attemptRemoval } from "../../../programs/sql-runner/attempt";
import { classify } from "../../../programs/sql-runner/classify";
import { type Row, type SqlConnection, type Value } from "../../../programs/sql-runner/connection";
import { failureOf, NotDone, ServerGone, SqlError, TransportError } from "../../../programs/sql-runner/failures";
import { FormerIds } from "../../../programs/sql-runner/former-ids";
import { realClock } from "../../../programs/sql-runner/retry";
import { type Connect, Session } from "../../../programs/sql-runner/session";
import { type Tell } from "../../../programs/sql-runner/told";

const server = "orders.database.windows.net";
const USER: SqlFact = {
  kind: "database-user",
  server,
  database: "shop",
  name: "app",
  origin: { type: "login", login: "app" },
};
const MEMBER: SqlFact = { kind: "database-role-member", server, database: "shop", role: "db_owner", member: "app" };

/** A server that answers what the test says, and keeps what it was sent. */
function scripted(answers: {
  readonly query?: (database: string, text: string, parameters: Readonly<Record<string, Value>>) => Row[];
  readonly batch?: (text: string) => void;
  readonly connect?: (database: string) => void;
}): { connect: (database: string) => Promise<SqlConnection>; batches: string[]; opened: string[]; open: () => number } {
  const batches: string[] = [];
  const opened: string[] = [];
  let closed = 0;
  return {
    batches,
    opened,
    open: () => opened.length - closed,
    connect: async (database) => {
      await Promise.resolve();
      answers.connect?.(database);
      opened.push(database);
      return {
        query: (text, parameters) =>
          Promise.resolve(
            text.startsWith("SELECT 0 AS position ")
              ? questionsIn(text).flatMap((question, position) => {
                  const own = Object.entries(parameters).filter(([name]) => name.endsWith(`_${String(position)}`));
                  const asked = Object.fromEntries(own.map(([name, value]) => [name.replace(/_\d+$/, ""), value]));
                  return (answers.query?.(database, question, asked) ?? []).slice(0, 1).map(() => ({ position }));
                })
              : (answers.query?.(database, text, parameters) ?? []),
          ),
        batch: (text) => {
          batches.push(text);
          return new Promise((resolve) => {
            answers.batch?.(text);
            resolve();
          });
        },
        close: () => {
          closed++;
        },
      };
    },
  };
}

/** What is asked in one round trip. */
const questionsIn = (text: string): string[] =>
  text
    .split(/(?:^|; )SELECT \d+ AS position WHERE EXISTS /)
    .slice(1)
    .map((question) => question.slice(1, -1).replace(/(@[a-z]+)_\d+/gi, "$1"));

const CANNOT_OPEN = new SqlError('Cannot open database "shop" requested by the login.', 4060);

const refuse = (error: Error, from: string) => (database: string) => {
  if (database === from) {
    throw error;
  }
};

/** Tries once to make a fact true, and throws what keeps it from that. */
async function attemptOne(fact: SqlFact, connect: Connect, tell: Tell = () => undefined): Promise<void> {
  const outcomes = await applyTogether([fact], new Session(connect), tell, {
    formerIds: () => [],
    cannotHold: () => false,
  });
  const failure = outcomes.get(fact)?.failure;
  if (failure) {
    throw failure;
  }
}

/** Makes a fact true as the program does, once; returns what was told, and whether it holds. */
async function applyOne(fact: SqlFact, connect: Connect): Promise<{ isDone: boolean; out: string[]; err: string[] }> {
  const [out, err]: [string[], string[]] = [[], []];
  const surroundings = {
    connect,
    tokenOwner: () => undefined,
    clock: realClock(0),
    out: (line: string) => out.push(line),
    err: (line: string) => err.push(line),
  };
  const all = [{ action: "apply", fact, dryRun: false, retryFor: 0, strictEncryption: false }] as const;
  const formerIds = new FormerIds({ TF_DATA_DIR: "/dev/null" });
  return { isDone: await applyAll(all, surroundings, formerIds), out, err };
}

describe("an attempt", () => {
  test("sends a name as it is, and tells it without what a terminal acts on", async () => {
    const told: string[] = [];
    const name = "app\u001b[2J";
    const { connect, batches } = scripted({
      query: () => (batches.length === 0 ? [] : [{ "": 1 }]),
    });
    const login: SqlFact = { kind: "login", server, name };
    await attemptOne(login, connect, (line) => told.push(line));
    expect(batches).toEqual([`CREATE LOGIN [${name}] FROM EXTERNAL PROVIDER`]);
    expect(told).toEqual([`${server}, database "master": CREATE LOGIN [app\\u001b[2J] FROM EXTERNAL PROVIDER`]);
  });

  test("opens one connection per database, and closes them all", async () => {
    const sid = Buffer.alloc(16, 1);
    const seen: Value[] = [];
    const { connect, opened, open, batches } = scripted({
      query: (database, text, parameters) => {
        if (database === "master") {
          return [{ sid }];
        }
        seen.push(parameters.sid ?? null);
        return batches.length > 0 && text.includes("= @sid") ? [{ "": 1 }] : [];
      },
    });
    await applyOne(USER, connect);
    expect(opened).toEqual(["master", "shop"]);
    expect(open()).toBe(0);
    expect(seen).toEqual([sid, sid]);
    expect(batches).toEqual(["CREATE USER [app] FROM LOGIN [app]", "DBCC FLUSHAUTHCACHE"]);
  });

  test("does not stop because the cache may not be flushed", async () => {
    let isMember = false;
    const { connect, batches } = scripted({
      query: () => (isMember ? [{ "": 1 }] : []),
      batch: (text) => {
        if (text.startsWith("DBCC")) {
          throw new SqlError("User does not have permission to run DBCC FLUSHAUTHCACHE", 2571);
        }
        isMember = true;
      },
    });
    const { isDone, err } = await applyOne(MEMBER, connect);
    expect([isDone, err]).toEqual([true, []]);
    expect(batches).toHaveLength(2);
  });

  test("fails when reading back does not show the fact", async () => {
    const { connect } = scripted({});
    await expect(attemptOne(MEMBER, connect)).rejects.toThrow(
      /^reading back returned no row: SELECT 1 FROM sys\.database_role_members/,
    );
  });

  test("leaves a user alone that owns something, and says what", async () => {
    const schema = (name: string): Row => ({ class: "SCHEMA", schema: null, name, permission: null, grantee: null });
    const { connect, batches, open } = scripted({
      query: (_database, text) => {
        return text.includes("sys.certificates") ? [schema("sales"), schema("hr")] : [{ "": 1 }];
      },
    });
    await expect(attemptRemoval(USER, connect, () => undefined)).rejects.toThrow(
      'DROP USER [app] in database "shop" was left out, because the user owns something there, or has granted permissions:\n' +
        "  ALTER AUTHORIZATION ON SCHEMA::[sales] TO [dbo];\n" +
        "  ALTER AUTHORIZATION ON SCHEMA::[hr] TO [dbo];",
    );
    expect(batches).toEqual([]);
    expect(open()).toBe(0);
  });

  test("leaves it to the server what a user owns, where the catalog cannot be asked for good", async () => {
    const asked = (number: number): ReturnType<typeof scripted> =>
      scripted({
        query: (_database, text) => {
          if (text.includes("sys.certificates")) {
            throw new SqlError("Invalid object name", number);
          }
          return [{ "": 1 }];
        },
        batch: () => {
          throw new SqlError("The database principal owns a schema in the database, and cannot be dropped.", 15138);
        },
      });
    const unknown = asked(208);
    await expect(attemptRemoval(USER, unknown.connect, () => undefined)).rejects.toMatchObject({ number: 15138 });
    const busy = asked(1205);
    await expect(attemptRemoval(USER, busy.connect, () => undefined)).rejects.toMatchObject({ number: 1205 });
    expect(busy.batches).toEqual([]);
  });
});

describe("removing from what is gone", () => {
  const noDatabase = refuse(CANNOT_OPEN, "shop");
  const told: string[] = [];
  const tell = (line: string): void => {
    told.push(line);
  };

  beforeEach(() => {
    told.length = 0;
  });

  test("does nothing when the server does not know the database", async () => {
    await attemptRemoval(MEMBER, scripted({ connect: noDatabase }).connect, tell);
    expect(told).toEqual(['nothing to do: database "shop" no longer exists']);
  });

  test("fails when the server knows the database, or cannot be asked", async () => {
    const { connect } = scripted({ connect: noDatabase, query: () => [{ "": 1 }] });
    await expect(attemptRemoval(MEMBER, connect, tell)).rejects.toMatchObject({ number: 4060 });
    const nothing = scripted({
      connect: () => {
        throw new SqlError("Cannot open database", 4060);
      },
    });
    await expect(attemptRemoval(MEMBER, nothing.connect, tell)).rejects.toMatchObject({ number: 4060 });
  });

  test("does nothing when it is said that the server is gone", async () => {
    const { connect } = scripted({ connect: refuse(new ServerGone(server), "shop") });
    await attemptRemoval(MEMBER, connect, tell);
    expect(told).toEqual([`nothing to do: server ${server} no longer exists`]);
    await expect(attemptOne(MEMBER, connect, tell)).rejects.toBeInstanceOf(ServerGone);
  });

  test.each<[string, Error]>([
    ["the DNS does not know it", new TransportError("getaddrinfo ENOTFOUND", "ENOTFOUND")],
    ["the gateway cannot open it", new SqlError("Cannot open server", 40532)],
  ])("fails, with the ways out, when the server may be gone: %s", async (_what, failure) => {
    const { connect } = scripted({ connect: refuse(failure, "shop") });
    await expect(attemptRemoval(MEMBER, connect, tell)).rejects.toBe(failure);
    const { retry, advice } = classify(failureOf(failure));
    expect(retry).toBe(true);
    expect(advice).toContain("set SQL_RUNNER_GONE to its name, or make Terraform forget them with terraform state rm");
  });

  test("fails when the server is only out of reach", async () => {
    const { connect } = scripted({ connect: refuse(new TransportError("reset", "ECONNRESET"), "shop") });
    await expect(attemptRemoval(MEMBER, connect, tell)).rejects.toMatchObject({ code: "ECONNRESET" });
  });
});

describe("applying to a database that cannot be opened", () => {
  const fails = (connect: (database: string) => Promise<SqlConnection>): Promise<unknown> =>
    attemptOne(MEMBER, connect).catch((error: unknown) => error);

  test("fails for good when the server does not know it", async () => {
    const failure = await fails(scripted({ connect: refuse(CANNOT_OPEN, "shop") }).connect);
    expect(failure).toEqual(new NotDone(`${server} has no database "shop"`, expect.any(String) as string));
    expect(classify(failure as Error).retry).toBe(false);
  });

  test("may work later when the server knows it, or cannot be asked", async () => {
    const known = scripted({ connect: refuse(CANNOT_OPEN, "shop"), query: () => [{ "": 1 }] });
    expect(await fails(known.connect)).toBe(CANNOT_OPEN);
    const silent = scripted({
      connect: (database) => {
        throw database === "shop" ? CANNOT_OPEN : new TransportError("reset", "ECONNRESET");
      },
    });
    expect(await fails(silent.connect)).toBe(CANNOT_OPEN);
    expect(classify(CANNOT_OPEN).retry).toBe(true);
  });
});
