import { execFile } from "node:child_process";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type AddressInfo } from "node:net";
import { type CheckRequest } from "../../lib/token-check/check-request";
import { powerShellScript } from "../../lib/token-check/power-shell-script";
import { shellScript } from "../../lib/token-check/shell-script";
import { powerShellMistakes } from "../support/power-shell";

const TOKEN = "eyJ0eXAi.eyJhdWQi.c2lnbmF0dXJl-_";
const CLIENT = "22222222-aaaa-bbbb-cccc-dddddddddddd";

/** What a metadata service answers: https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token */
const ANSWER = {
  access_token: TOKEN,
  refresh_token: "",
  expires_in: "3599",
  expires_on: "1506484173",
  not_before: "1506480273",
  resource: "https://vault.azure.net",
  token_type: "Bearer",
};

interface Asked {
  readonly url: string;
  readonly authorization?: string;
  readonly metadata?: string;
  readonly version?: string;
}

/** A stand-in for the metadata service and for the target. */
class StandIn {
  public readonly asked: Asked[] = [];
  private readonly server: Server;

  private constructor(
    private readonly token: { readonly status: number; readonly body: object },
    private readonly target: number,
  ) {
    this.server = createServer((request, response) => {
      this.answer(request, response);
    });
  }

  public static async start(token: { status: number; body: object }, target: number): Promise<StandIn> {
    const standIn = new StandIn(token, target);
    await new Promise<void>((resolve) => standIn.server.listen(0, "127.0.0.1", resolve));
    return standIn;
  }

  public get address(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  public stop(): void {
    this.server.close();
  }

  private answer({ url = "", headers }: IncomingMessage, response: ServerResponse): void {
    const { authorization, metadata, "x-ms-version": version } = headers as Record<string, string | undefined>;
    this.asked.push({ url, authorization, metadata, version });
    const isMetadata = url.startsWith("/metadata/identity/oauth2/token?");
    response.writeHead(isMetadata ? this.token.status : this.target, { "content-type": "application/json" });
    response.end(JSON.stringify(isMetadata ? this.token.body : { value: ["a secret"] }));
  }
}

/** Runs a script with sh, and tells its exit code and all that it printed. */
const run = async (script: string): Promise<{ code: number; printed: string }> =>
  new Promise((resolve) => {
    const child = execFile("sh", (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === "number" ? error.code : 0, printed: stdout + stderr });
    });
    child.stdin?.end(script);
  });

async function check(
  token: { status: number; body: object },
  target: number,
  request: Partial<CheckRequest> = {},
): Promise<{ code: number; printed: string; asked: readonly Asked[]; address: string }> {
  const standIn = await StandIn.start(token, target);
  try {
    const { address, asked } = standIn;
    const whole = { url: `${address}/it's?a=b&c=d`, audience: "https://vault.azure.net", headers: {}, ...request };
    return { ...(await run(shellScript(whole, address))), asked, address };
  } finally {
    standIn.stop();
  }
}

describe("the script for sh", () => {
  test("gets a token, calls the target once with it, and prints no more than the status", async () => {
    const { code, printed, asked } = await check({ status: 200, body: ANSWER }, 200, {
      clientId: CLIENT,
      headers: { "x-ms-version": "2023-11-03" },
    });
    expect({ code, printed }).toEqual({ code: 0, printed: "metadata service: HTTP 200\ntarget: HTTP 200\n" });
    const [token, target, ...more] = asked;
    expect(more).toEqual([]);
    const { searchParams } = new URL(token?.url ?? "", "http://x");
    expect(Object.fromEntries(searchParams)).toEqual({
      "api-version": "2018-02-01",
      resource: "https://vault.azure.net",
      client_id: CLIENT,
    });
    expect(token).toMatchObject({ metadata: "true", authorization: undefined });
    expect(target).toEqual({
      url: "/it's?a=b&c=d",
      authorization: `Bearer ${TOKEN}`,
      metadata: undefined,
      version: "2023-11-03",
    });
  });

  test("asks for no client id without an identity", async () => {
    const { asked } = await check({ status: 200, body: ANSWER }, 200);
    expect(asked[0]?.url).not.toContain("client_id");
  });

  test.each([401, 403, 404])("fails where the target answers %d", async (status) => {
    const { code, printed } = await check({ status: 200, body: ANSWER }, status);
    expect({ code, printed }).toEqual({
      code: 1,
      printed: `metadata service: HTTP 200\ntarget: HTTP ${String(status)}\n`,
    });
  });

  test("says why there is no token, and calls nothing with it", async () => {
    const body = { error: "invalid_request", error_description: "Identity not found" };
    const { code, printed, asked } = await check({ status: 400, body }, 200);
    expect({ code, printed }).toEqual({ code: 1, printed: "metadata service: HTTP 400\nerror: invalid_request\n" });
    expect(asked).toHaveLength(1);
  });

  test("says that nothing answers", async () => {
    const url = "http://127.0.0.1:1";
    const { code, printed } = await run(shellScript({ url, audience: "a", headers: {} }, url));
    expect({ code, printed }).toEqual({ code: 1, printed: "metadata service: HTTP 000\n" });
  }, 60_000);

  test("asks the metadata service of Azure", () => {
    expect(shellScript({ url: "https://x", audience: "a", headers: {} })).toContain(
      "'http://169.254.169.254/metadata/identity/oauth2/token'",
    );
  });
});

describe("the script for PowerShell", () => {
  const script = powerShellScript({
    url: "https://kv.vault.azure.net/it's?a=b&c=d",
    audience: "https://vault.azure.net",
    clientId: CLIENT,
    headers: { "x-ms-version": "2023-11-03" },
  });

  test("is PowerShell", () => {
    expect(powerShellMistakes(script)).toEqual([]);
  });

  test("asks for what the other one asks for", () => {
    expect(script).toContain(
      '"http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01' +
        "&resource=$([uri]::EscapeDataString('https://vault.azure.net'))" +
        `&client_id=$([uri]::EscapeDataString('${CLIENT}'))"`,
    );
    expect(script).toContain("'https://kv.vault.azure.net/it''s?a=b&c=d'");
    expect(script).toContain("; 'x-ms-version' = '2023-11-03' }");
  });

  test("prints the status, and the token nowhere", () => {
    const printing = script.split("\n").filter((line) => /Write-|Out-|echo/.test(line));
    expect(printing.join("\n")).not.toMatch(/access_token|headers/);
    expect(printing).toHaveLength(3);
  });
});
