import { type SqlFact } from "../../../lib/sql/model/fact";
import { HOST, StandIn, World } from "./stand-in";

jest.setTimeout(60_000);

const DAY = 24 * 60 * 60 * 1000;
const UNKNOWN_AUTHORITY = { NODE_EXTRA_CA_CERTS: "" };

interface Impostor {
  /** Days between the clock by which the certificate was made and this one. */
  readonly made?: number;
  /** A name that *.database.windows.net does not cover. */
  readonly server?: string;
  readonly env?: NodeJS.ProcessEnv;
}

describe.each([
  ["TDS 7.4", []],
  ["TDS 8, with TLS first", ["--strict-encryption"]],
])("over %s a server gets no token, whatever Node's own switch says, that shows a certificate", (_tds, options) => {
  test.each<[string, Impostor, message: string, advice: string]>([
    ["of an unknown authority", { env: UNKNOWN_AUTHORITY }, "unable to verify", "name its certificate authority in"],
    ["that has expired", { made: -60 }, "certificate has expired", "Check the clock of this machine"],
    ["that is not valid yet", { made: 60 }, "certificate is not yet valid", "Check the clock of this machine"],
    [
      "of another name",
      { server: "orders.1a2b3c4d5e6f.database.windows.net" },
      "does not match certificate's altnames",
      "Use Azure's name of the server",
    ],
  ])("%s", async (_what, { made = 0, server = HOST, env = {} }, message, advice) => {
    const tokens: string[] = [];
    const standIn = await StandIn.start(new World(), {
      now: () => new Date(Date.now() + made * DAY),
      acceptToken: (token) => {
        tokens.push(token);
        return undefined;
      },
    });
    const login: SqlFact = { kind: "login", server, name: "app" };
    try {
      for (const NODE_TLS_REJECT_UNAUTHORIZED of ["1", "0"]) {
        const { status, out, err } = await standIn.run("apply", login, {
          options: ["--retry-for", "1", ...options],
          env: { ...env, NODE_TLS_REJECT_UNAUTHORIZED },
        });
        expect({ status, out }).toEqual({ status: 1, out: "" });
        expect(err).toContain(`cannot apply login "app" on ${server}: Failed to connect to ${server}:1433 - `);
        expect(err).toContain(message);
        expect(err).toContain(`\nNothing was sent. `);
        expect(err).toContain(advice);
        expect(err).not.toContain("retrying in");
      }
      expect(tokens).toEqual([]);
    } finally {
      await standIn.stop();
    }
  });
});
