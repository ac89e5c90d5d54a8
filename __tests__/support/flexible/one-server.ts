import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AUDIENCE, FlexibleServers } from "../../../simulator/flexible";
import { type FlexibleProduct, type LoopbackServer } from "../../../simulator/flexible/loopback-server";
import { accessToken } from "../../../simulator/sql/access-token";
import { makeCertificates } from "../../../simulator/sql/certificates";

/** Object id of the administrator "ci". */
export const CI = "aaaaaaaa-0000-4000-8000-000000000001";

/** A flexible server with the administrator "ci" and the database "shop", and the way to it. */
export interface OneServer<Running extends LoopbackServer> {
  /** The product itself. */
  readonly running: Running;
  /** "127.0.0.1:port" */
  readonly address: string;
  readonly token: string;
  /** What the environment of the runner needs. */
  readonly environment: NodeJS.ProcessEnv;
  stop(): Promise<void>;
}

/**
 * @param product what it runs
 * @param connectVariable the runner's variable for the address
 */
export async function startOne<Running extends LoopbackServer>(
  { greet, start }: Pick<FlexibleProduct, "greet"> & { readonly start: () => Promise<Running> },
  host: string,
  connectVariable: string,
): Promise<OneServer<Running>> {
  const server = {
    host,
    incarnation: "1",
    publicAccess: true,
    firewall: [{ from: "0.0.0.0", to: "255.255.255.255" }],
    administrators: [{ name: "ci", objectId: CI, type: "service" as const }],
    databases: [{ name: "shop", incarnation: "1" }],
  };
  const world = {
    server: (name: string) => (name.toLowerCase() === host ? server : undefined),
    groupsOf: () => [],
  };
  const running = await start();
  const certificates = await makeCertificates(new Date(), [host]);
  const servers = await FlexibleServers.start({ greet, start: () => Promise.resolve(running) }, world, certificates);
  await servers.rows(host, "SELECT 1");
  const folder = mkdtempSync(join(tmpdir(), "authority-"));
  const authority = join(folder, "ca.pem");
  writeFileSync(authority, certificates.authority);
  const token = accessToken(CI, new Date(), { audience: AUDIENCE });
  return {
    running,
    address: servers.address,
    token,
    environment: {
      NODE_EXTRA_CA_CERTS: authority,
      [connectVariable]: servers.address,
      SQL_RUNNER_ACCESS_TOKEN: token,
    },
    stop: async () => {
      await servers.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
