import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testNeeding } from "../../support/needed-program";
import { HOST, inWorld } from "./world";

/** Debian has it in freetds-bin. */
const testWithTsql = testNeeding({ program: "tsql", probe: ["-C"], required: "REQUIRE_FREETDS" });

const PASSWORD = "Secret-1";

/** What FreeTDS' tsql prints. */
async function tsql(address: string, authority: string, password: string, ...batches: string[]): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), "tsql-"));
  try {
    const [host, port] = address.split(":");
    const [ca, conf] = [join(directory, "ca.pem"), join(directory, "freetds.conf")];
    writeFileSync(ca, authority);
    writeFileSync(
      conf,
      `[${HOST}]\nhost = ${host ?? ""}\nport = ${port ?? ""}\ntds version = 7.4\nencryption = require\nca file = ${ca}\ncheck certificate hostname = no\n`,
    );
    const child = spawn("tsql", ["-S", HOST, "-U", "sqladmin", "-P", password, "-D", "master"], {
      env: { ...process.env, FREETDSCONF: conf },
      timeout: 10_000,
    });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stdin.on("error", () => undefined).end(`${batches.map((batch) => `${batch}\ngo\n`).join("")}quit\n`);
    await new Promise((resolve) => child.once("close", resolve));
    return output;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

describe("FreeTDS' tsql", () => {
  testWithTsql("signs in with a password where the stand-in has one, reads rows and errors", () =>
    inWorld(
      async ({ servers }) => {
        const output = await tsql(
          servers.address,
          servers.certificateAuthority,
          PASSWORD,
          "SELECT name, type FROM sys.sql_logins",
          "CREATE LOGIN app FROM EXTERNAL PROVIDER",
          "SELECT nothing FROM sys.databases",
        );
        expect(output).toContain("sqladmin\tS");
        expect(output).toContain("Msg 33159 (severity 16");
        expect(output).toContain("Msg 207 (severity 16");
      },
      { password: PASSWORD },
    ),
  );

  testWithTsql("is refused with a wrong password, and where there is none", () =>
    inWorld(async ({ servers }) => {
      expect(await tsql(servers.address, servers.certificateAuthority, PASSWORD)).toContain("18456");
    }),
  );
});
