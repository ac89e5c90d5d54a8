import { u16, u8 } from "../../../simulator/sql/tds/bytes";
import { type Answer, change, HostileServer, type Run, says, TOKEN, WELCOME } from "./hostile-server";

jest.setTimeout(30_000);

const FROM = "orders.database.windows.net";

/** MS-TDS 2.2.7.9: protocol TCP, port and name. */
function redirect(to: string, port = 11_000): Answer {
  const name = Buffer.from(to, "utf16le");
  const target = Buffer.concat([u8(0), u16(port), u16(to.length), name]);
  return says(change(20, u16(target.length), target, u16(0)), ...WELCOME);
}

/** Logs in to a server that redirects to others in turn, and then lets everybody in. */
async function loggedInTo(
  targets: readonly (readonly [host: string, port?: number])[],
  run: Run = {},
): Promise<{ readonly logins: readonly string[]; readonly err: string }> {
  let times = 0;
  const server = await HostileServer.start({
    login: (socket) => {
      const target = targets[times++];
      (target ? redirect(...target) : says(...WELCOME))(socket);
    },
  });
  try {
    const { status, err } = await server.run(run);
    expect(status).toBe(1); // nobody answers what the runner asks
    expect(err).not.toContain(TOKEN);
    return { logins: server.logins, err };
  } finally {
    await server.stop();
  }
}

test.concurrent.each([
  ["worker.database.windows.net"],
  ["d4c3b2a1.tr1.eastus1-a.worker.Database.Windows.NET"],
  ["orders.privatelink.database.windows.net"],
])("the token follows a redirect to %s", async (host) => {
  expect((await loggedInTo([[host]])).logins).toEqual([FROM, host]);
});

test.concurrent("three redirects are followed, and not one more", async () => {
  const worker = (number: number): [string] => [`w${String(number)}.database.windows.net`];
  const { logins, err } = await loggedInTo([1, 2, 3, 4, 5].map(worker));
  expect(logins).toEqual([FROM, ...[1, 2, 3].flatMap(worker)]);
  expect(err).toContain(
    "orders.database.windows.net sent a response that no SQL server sends: more than 3 redirects, the last one",
  );
});

test.concurrent.each<[string, number?]>([
  ["evil.example.com"],
  ["database.windows.net"],
  ["evildatabase.windows.net"],
  ["orders.database.windows.net.example.com"],
  ["orders.database.usgovcloudapi.net"],
  ["orders.database.windows.net."],
  ["evil.example.com\0.database.windows.net"],
  ["evil.example.com/.database.windows.net"],
  ["203.0.113.7"],
  ["localhost"],
  [""],
  ["orders.database.windows.net", 0],
])("the token does not follow a redirect to %j", async (host, port = 11_000) => {
  const { logins, err } = await loggedInTo([[host, port]]);
  expect(logins).toEqual([FROM]);
  expect(err).toContain(
    `cannot apply login "app" on ${FROM}: ${FROM} redirects to ${JSON.stringify(host)}, port ${String(port)}, which is not a server in ` +
      "*.database.windows.net, so the token was not sent",
  );
});

test.concurrent("managed instances redirect within their cloud, too", async () => {
  const host = "orders.1a2b3c4d5e6f.database.windows.net";
  const node = "tr2.1a2b3c4d5e6f.database.windows.net";
  expect((await loggedInTo([[node], ["evil.example.com"]], { host })).logins).toEqual([host, node]);
});

test.concurrent("a cloud that somebody names is where its own servers redirect to, and no others", async () => {
  const env = { SQL_RUNNER_DNS_SUFFIX: "database.example.com" };
  const [host, node] = ["orders.database.example.com", "tr2.database.example.com"];
  expect((await loggedInTo([[node], [FROM]], { host, env })).logins).toEqual([host, node]);
  expect((await loggedInTo([[host]], { env })).logins).toEqual([FROM]);
  expect((await loggedInTo([], { host })).logins).toEqual([]);
});
