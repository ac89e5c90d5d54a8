import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { AZURE_SQL, cloudOf } from "../../../programs/sql-runner/cloud";
import { Tokens } from "../../../programs/sql-runner/credentials";
import { SQL_RUNNER } from "../../../tools/paths";

const jwt = (claims: object): string => `h.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.signature`;

describe("the cloud of a server", () => {
  test.each([
    ["orders.database.windows.net", "https://database.windows.net/.default", "https://login.microsoftonline.com"],
    ["Orders.Database.Windows.Net", "https://database.windows.net/.default", "https://login.microsoftonline.com"],
    ["mi.0a1b2c3d.database.windows.net", "https://database.windows.net/.default", "https://login.microsoftonline.com"],
    ["ws-ondemand.sql.azuresynapse.net", "https://database.windows.net/.default", "https://login.microsoftonline.com"],
    ["a.database.fabric.microsoft.com", "https://database.windows.net/.default", "https://login.microsoftonline.com"],
    ["o.database.usgovcloudapi.net", "https://database.usgovcloudapi.net/.default", "https://login.microsoftonline.us"],
    ["o.database.chinacloudapi.cn", "https://database.chinacloudapi.cn/.default", "https://login.chinacloudapi.cn"],
  ])("of %s", (server, scope, authority) => {
    expect(cloudOf(server, AZURE_SQL)).toEqual({ scope, authority });
  });

  test.each(["orders.example.com", "database.windows.net.example.com", "xdatabase.windows.net"])(
    "%s has none",
    (server) => {
      expect(cloudOf(server, AZURE_SQL)).toBeUndefined();
    },
  );
});

describe("the token", () => {
  test("is the one that is handed in, and nobody else is asked", async () => {
    const token = jwt({ oid: "1", appid: "2", secret: "3" });
    const tokens = new Tokens("orders.database.windows.net", { SQL_RUNNER_ACCESS_TOKEN: `${token}\n` });
    expect(await tokens.get()).toBe(token);
    expect(tokens.owner).toBe("oid 1, appid 2");
    expect(tokens.hide(`refused: ${token}`)).toBe("refused: ***");
  });

  test("tells no owner when it is no JWT", () => {
    expect(new Tokens("a.b", { SQL_RUNNER_ACCESS_TOKEN: "opaque" }).owner).toBeUndefined();
  });

  describe("that is handed in", () => {
    const now = Math.floor(Date.now() / 1000);
    const get = (claims: object, server = "orders.database.windows.net"): Promise<string> =>
      new Tokens(server, { SQL_RUNNER_ACCESS_TOKEN: jwt(claims) }).get();

    test("is refused with all that no server would accept, and with what to do", async () => {
      const claims = { aud: "https://management.core.usgovcloudapi.net/", exp: 1735689600 };
      await expect(get(claims, "orders.database.usgovcloudapi.net")).rejects.toMatchObject({
        message:
          "the token in SQL_RUNNER_ACCESS_TOKEN is for https://management.core.usgovcloudapi.net/, not for SQL servers, " +
          "and expired at 2025-01-01T00:00:00.000Z",
        advice:
          "Pass a new one from az account get-access-token --resource https://database.usgovcloudapi.net/, or none",
      });
    });

    test.each([
      [{ aud: "https://database.windows.net/" }],
      [{ aud: "https://database.windows.net" }],
      [{ aud: "https://database.chinacloudapi.cn/" }],
      [{ aud: "https://sql.azuresynapse.net" }],
      [{ aud: "https://database.sovereign.example" }],
      [{ aud: "022907d3-0f1b-48f7-badc-1ba6abab6d66" }],
      [{ exp: now - 60 }],
      [{ exp: "yesterday", aud: ["https://management.azure.com/"] }],
      [{}],
    ])("is left to the server when it may be accepted: %j", async (claims) => {
      expect(await get(claims)).toBe(jwt(claims));
    });

    test.each(["opaque", "a.b.c", `h.${Buffer.from("null").toString("base64url")}.s`])(
      "is left to the server when it is no JWT: %s",
      async (SQL_RUNNER_ACCESS_TOKEN) => {
        expect(await new Tokens("o.database.windows.net", { SQL_RUNNER_ACCESS_TOKEN }).get()).toBe(
          SQL_RUNNER_ACCESS_TOKEN,
        );
      },
    );
  });

  describe("that is handed in for a server in an unknown cloud", () => {
    const get = (server: string, SQL_RUNNER_DNS_SUFFIX?: string): Promise<string> =>
      new Tokens(server, { SQL_RUNNER_ACCESS_TOKEN: "opaque", SQL_RUNNER_DNS_SUFFIX }).get();

    test.each([
      ["orders.example.com", undefined],
      ["orders.example.com", ""],
      ["orders.database.windows.net.example.com", undefined],
      ["evildatabase.windows.net", undefined],
      ["orders.example.com", "database.example.com"],
      ["ordersdatabase.example.com", "database.example.com"],
      ["database.example.com", "database.example.com"],
    ])("stays here: %s, with SQL_RUNNER_DNS_SUFFIX=%s", async (server, suffix) => {
      await expect(get(server, suffix)).rejects.toMatchObject({
        message: `${server} is in no known cloud, so the token in SQL_RUNNER_ACCESS_TOKEN was not sent to it`,
        advice: expect.stringContaining("set SQL_RUNNER_DNS_SUFFIX to the suffix of its SQL server names") as string,
      });
    });

    test.each([
      ["Orders.Database.Example.com", "database.example.com"],
      ["orders.1a2b.database.example.com", ".Database.example.com"],
      ["orders.database.usgovcloudapi.net", "database.example.com"],
    ])("goes where somebody says that it may: %s", async (server, suffix) => {
      expect(await get(server, suffix)).toBe("opaque");
    });

    test.each(["com", "https://database.example.com", "10.0.0.4", "*.example.com"])(
      "goes nowhere with SQL_RUNNER_DNS_SUFFIX=%s",
      (suffix) => {
        expect(() => new Tokens("orders.example.com", { SQL_RUNNER_DNS_SUFFIX: suffix })).toThrow(`got "${suffix}"`);
      },
    );
  });

  test("is not asked for where the cloud is unknown", async () => {
    await expect(new Tokens("orders.example.com", {}).get()).rejects.toMatchObject({
      message: "orders.example.com is in no known cloud",
      advice: expect.stringContaining("SQL_RUNNER_ACCESS_TOKEN") as string,
    });
  });
});

describe("Entra ID", () => {
  const before = { ...process.env };
  let server: Server;
  const asked: string[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(`${String(request.headers["x-identity-header"])} ${decodeURIComponent(request.url ?? "")}`);
      const expires = Math.floor(Date.now() / 1000) + 3600;
      response.setHeader("content-type", "application/json");
      response.end(
        JSON.stringify({ access_token: "managed-identity-token", expires_on: String(expires), token_type: "Bearer" }),
      );
    });
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
  });
  afterAll(() => {
    server.close();
  });
  afterEach(() => {
    process.env = { ...before };
    asked.length = 0;
  });

  test("gives a managed identity a token for the cloud of the server, which is kept", async () => {
    process.env.IDENTITY_ENDPOINT = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/token`;
    process.env.IDENTITY_HEADER = "header";
    process.env.AZURE_CLIENT_ID = "11111111-aaaa-bbbb-cccc-dddddddddddd";
    const tokens = new Tokens("orders.database.usgovcloudapi.net", process.env);
    expect([await tokens.get(), await tokens.get()]).toEqual(["managed-identity-token", "managed-identity-token"]);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatch(/^header /);
    expect(asked[0]).toContain("resource=https://database.usgovcloudapi.net");
    expect(asked[0]).toContain(process.env.AZURE_CLIENT_ID);
  });

  test("gives none where nobody is signed in, which is told at once, also where another cloud is in its place", () => {
    const fact = JSON.stringify({ kind: "login", server: "orders.database.windows.net", name: "app" });
    const { stderr } = spawnSync(process.execPath, [SQL_RUNNER, "apply", "--retry-for", "2", fact], {
      encoding: "utf8",
      env: { AZURE_POD_IDENTITY_AUTHORITY_HOST: "http://127.0.0.1:1", AZURE_TOKEN_CREDENTIALS: "prod" },
    });
    expect(stderr).toContain("ManagedIdentityCredential: Network unreachable. Message: network_error");
    expect(stderr).toContain("run az login");
    expect(stderr).not.toContain("retrying in");
  });

  test("gives the one who is logged in to the Azure CLI a token; the bundle has all that takes", () => {
    const bin = mkdtempSync(join(tmpdir(), "az-"));
    const expires = Math.floor(Date.now() / 1000) + 3600;
    const answer = JSON.stringify({ accessToken: "cli-token", expires_on: expires, tokenType: "Bearer" });
    writeFileSync(join(bin, "az"), `#!/bin/sh\necho "$@" >> "${bin}/asked"\necho '${answer}'\n`);
    chmodSync(join(bin, "az"), 0o755);
    const fact = JSON.stringify({ kind: "login", server: "orders.database.windows.net", name: "app" });
    const { stderr } = spawnSync(process.execPath, [SQL_RUNNER, "apply", "--retry-for", "0", fact], {
      encoding: "utf8",
      env: {
        PATH: `${bin}${delimiter}${before.PATH ?? ""}`,
        AZURE_TOKEN_CREDENTIALS: "AzureCliCredential",
        SQL_RUNNER_CONNECT: "127.0.0.1:1",
      },
    });
    expect(stderr).toContain("connect ECONNREFUSED 127.0.0.1:1");
    expect(readFileSync(join(bin, "asked"), "utf8")).toContain("--resource https://database.windows.net");
    rmSync(bin, { recursive: true });
  });
});
