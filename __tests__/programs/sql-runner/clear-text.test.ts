import { spawn } from "node:child_process";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { SQL_RUNNER } from "../../../tools/paths";

const TOKEN = "a-token-that-nobody-may-see";
const FACT = JSON.stringify({ kind: "login", server: "orders.database.windows.net", name: "app" });

/** The answer to PRELOGIN of a server that says it cannot encrypt: version, and encryption 2. */
const CANNOT_ENCRYPT = Buffer.from(
  "0401001a00000100" + "00000b0006" + "0100110001" + "ff" + "100000000000" + "02",
  "hex",
);

/** Answers every connection the same, and keeps what arrives. */
async function answering(
  answer: (socket: Socket) => void,
): Promise<{ port: number; received: () => Buffer; stop: () => void }> {
  const chunks: Buffer[] = [];
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => {
      chunks.push(chunk);
      answer(socket);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    received: () => Buffer.concat(chunks),
    stop: () => {
      server.close();
    },
  };
}

function run(
  port: number,
  environment: NodeJS.ProcessEnv,
  ...options: string[]
): Promise<{ status: number | null; output: string }> {
  const env = {
    ...process.env,
    SQL_RUNNER_ACCESS_TOKEN: TOKEN,
    SQL_RUNNER_CONNECT: `127.0.0.1:${String(port)}`,
    ...environment,
  };
  const child = spawn(process.execPath, [SQL_RUNNER, "apply", "--retry-for", "0", ...options, FACT], { env });
  let output = "";
  child.stdout.on("data", (chunk) => (output += String(chunk)));
  child.stderr.on("data", (chunk) => (output += String(chunk)));
  return new Promise((resolve) => {
    child.on("close", (status) => {
      resolve({ status, output });
    });
  });
}

test.each([[[]], [["--strict-encryption"]]])(
  "a server that says it cannot encrypt gets no token: %j",
  async (options) => {
    const { port, received, stop } = await answering((socket) => socket.write(CANNOT_ENCRYPT));
    const { status, output } = await run(port, {}, ...options);
    stop();
    expect(status).toBe(1);
    expect(output).toContain(options.length > 0 ? "cannot apply login" : "the server offers no verified TLS");
    // Text in TDS is UTF-16.
    expect(received().length).toBeGreaterThan(0);
    expect(received().includes(Buffer.from(TOKEN, "utf16le"))).toBe(false);
    expect(received().includes(TOKEN)).toBe(false);
    expect(output).not.toContain(TOKEN);
  },
);

test.each(["127.0.0.1", "127.0.0.1:99999", "http://127.0.0.1:1433", ":1433", "a b:1"])(
  "SQL_RUNNER_CONNECT=%s is refused",
  async (address) => {
    expect(await run(0, { SQL_RUNNER_CONNECT: address })).toEqual({
      status: 2,
      output: `sql-runner: SQL_RUNNER_CONNECT must be host:port; got ${JSON.stringify(address)}\n`,
    });
  },
);
