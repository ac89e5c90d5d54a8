import { type SqlFact } from "../../../lib/sql/model/fact";
import { EntraId } from "./entra-id";
import { HOST, type Outcome, StandIn } from "./stand-in";

jest.setTimeout(60_000);

const TENANT = "99999999-8888-7777-6666-555555555555";
const CLIENT = "cccccccc-0000-4000-8000-000000000001";
const SECRET = "a-secret~that.nobody_may-see";
const LOGIN: SqlFact = { kind: "login", server: HOST, name: "app" };

const APPLICATION = { AZURE_TENANT_ID: TENANT, AZURE_CLIENT_ID: CLIENT };
const WITH_SECRET = { ...APPLICATION, AZURE_CLIENT_SECRET: SECRET };

interface Place {
  readonly entraId: EntraId;
  readonly run: (env: NodeJS.ProcessEnv) => Promise<Outcome>;
}

/** No token is handed in: the runner has to get its own. */
async function inPlace(
  test: (place: Place) => Promise<void>,
  answer?: Parameters<typeof EntraId.start>[0],
): Promise<void> {
  const standIn = await StandIn.start();
  const entraId = await EntraId.start(answer ?? standIn.token);
  try {
    await test({
      entraId,
      run: (env) => {
        const reached = entraId.environment(standIn.environment.NODE_EXTRA_CA_CERTS);
        const options = ["--retry-for", "1"];
        return standIn.run("apply", LOGIN, {
          options,
          env: { SQL_RUNNER_ACCESS_TOKEN: undefined, ...reached, ...env },
        });
      },
    });
  } finally {
    await entraId.stop();
    await standIn.stop();
  }
}

const path = `/${TENANT}/oauth2/v2.0/token`;

test("a client secret in the environment gets a token for SQL servers, of which nobody tells", () =>
  inPlace(async ({ entraId, run }) => {
    const { status, out, err } = await run(WITH_SECRET);
    expect({ status, err }).toEqual({ status: 0, err: "" });
    expect(out).toContain("CREATE LOGIN [app]");
    expect(entraId.asked).toMatchObject([
      {
        path,
        form: {
          client_id: CLIENT,
          client_secret: SECRET,
          scope: expect.stringContaining("https://database.windows.net/.default") as string,
        },
      },
    ]);
    expect(out).not.toContain(SECRET);
  }));

test("a workload identity gets one for the assertion in its file", () =>
  inPlace(async ({ entraId, run }) => {
    const AZURE_FEDERATED_TOKEN_FILE = entraId.file("assertion", "an.assertion.of-the-cluster");
    expect(await run({ ...APPLICATION, AZURE_FEDERATED_TOKEN_FILE })).toMatchObject({ status: 0, err: "" });
    expect(entraId.asked).toMatchObject([
      { path, form: { client_id: CLIENT, client_assertion: "an.assertion.of-the-cluster" } },
    ]);
  }));

test("a wrong secret is told with what Entra ID says and what to do, once, and not repeated", () =>
  inPlace(
    async ({ entraId, run }) => {
      const { status, out, err } = await run(WITH_SECRET);
      expect({ status, out }).toEqual({ status: 1, out: "" });
      expect(err).toContain("got no token for https://database.windows.net/: ");
      expect(err).toContain("AADSTS7000215: Invalid client secret provided: ***.");
      expect(err).toContain("Set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET");
      expect(err).not.toContain(SECRET);
      expect(err).not.toContain("retrying in");
      expect(entraId.asked).toHaveLength(1);
    },
    {
      status: 401,
      error: "invalid_client",
      error_description: `AADSTS7000215: Invalid client secret provided: ${SECRET}.`,
    },
  ));

test.each(["1", "0"])(
  "who cannot prove to be Entra ID gets no secret, also with NODE_TLS_REJECT_UNAUTHORIZED=%s",
  (NODE_TLS_REJECT_UNAUTHORIZED) =>
    inPlace(async ({ entraId, run }) => {
      const env = { ...WITH_SECRET, NODE_EXTRA_CA_CERTS: "", NODE_TLS_REJECT_UNAUTHORIZED };
      const { status, err } = await run({ ...env, AZURE_TOKEN_CREDENTIALS: "EnvironmentCredential" });
      expect(status).toBe(1);
      expect(err).toContain("network_error");
      expect(err).toContain("Check that this machine reaches it and trusts its certificate");
      expect(entraId.asked).toEqual([]);
    }),
);
