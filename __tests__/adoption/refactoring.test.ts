import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AzureadProvider } from "@cdktf/provider-azuread/lib/provider";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformStack } from "cdktf";
import { type Construct } from "constructs";
import { azmi } from "../programs/azmi/azmi";
import { accessOf, inAzure } from "../support/simulation";
import { resources, testStack } from "../support/synth";
import { testWithTerraform } from "../support/terraform";
import { ADMINISTRATORS, type Build, CHANGES, type Code } from "./changes";
import { Deployment } from "./deployment";

/** The table of docs/refactoring.md, row by row: what it says of a change is what happens. */

interface Row {
  readonly change: string;
  /** Such as "moves, removes". */
  readonly plan: string;
  /** "kept", or "gap" where somebody is without access meanwhile. */
  readonly access: string;
}

function rows(): Row[] {
  const page = readFileSync(join(__dirname, "..", "..", "docs", "refactoring.md"), "utf8");
  return page
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .slice(2)
    .map((line) => {
      const [, change = "", plan = "", access = ""] = line.split("|").map((cell) => cell.trim());
      return { change, plan, access };
    });
}

/** What the page calls the actions of Terraform. */
const WORDS: Readonly<Record<string, string>> = {
  create: "creates",
  delete: "deletes",
  import: "imports",
  move: "moves",
  remove: "removes",
  replace: "replaces",
};

/** Facts about SQL servers are listed in resources of their own, which change with every fact. */
const isBookkeeping = (change: string): boolean => /^(update|replace) terraform_data\./.test(change);

const inWords = (changes: readonly string[]): string =>
  [
    ...new Set(
      changes.filter((change) => !isBookkeeping(change)).map((change) => WORDS[change.split(" ")[0] ?? ""] ?? change),
    ),
  ]
    .sort()
    .join(", ") || "empty";

const classesOf = (code: Code): Parameters<Deployment["synth"]>[0] =>
  Object.fromEntries(Object.entries(code).map(([name, build]) => [name, classOf(build)]));

function classOf(build: Build): new (scope: Construct, id: string) => TerraformStack {
  return class extends TerraformStack {
    public constructor(scope: Construct, id: string) {
      super(scope, id);
      new AzurermProvider(this, "azurerm", { features: [{}] });
      new AzureadProvider(this, "azuread", {});
      build(this);
    }
  };
}

/** The addresses of the role assignments of a stack. */
function addresses(build: Build): string[] {
  const stack = testStack();
  build(stack);
  return Object.keys(resources(stack, "azurerm_role_assignment")).sort();
}

function keepsAddresses(change: string): boolean {
  const { before, after } = CHANGES[change]!;
  return Object.keys(before).every(
    (stack) => JSON.stringify(addresses(before[stack]!)) === JSON.stringify(addresses(after[stack]!)),
  );
}

test("every change of the page is made here, and no other", () => {
  expect(rows().map(({ change }) => change)).toEqual(Object.keys(CHANGES));
});

describe("the change", () => {
  testWithTerraform.each(rows().map((row) => [row.change, row] as const))("%s", (change, { plan, access }) =>
    inAzure(async (simulator) => {
      simulator.declare("azuread_group", {
        display_name: "admins",
        object_id: ADMINISTRATORS,
        members: [simulator.account.objectId],
      });
      const deployment = new Deployment(simulator);
      const { before, after } = CHANGES[change]!;
      const stacks = Object.keys(before);

      const old = deployment.synth(classesOf(before));
      const states: string[] = [];
      for (const stack of stacks) {
        await deployment.apply(old, stack);
        states.push("--state", `${stack}=${await deployment.show(old, stack)}`);
      }
      const had = accessOf(simulator).sort();

      const changed = deployment.synth(classesOf(after));
      const { exitCode } = await azmi({}, "adopt", ...states, changed);
      const planned: string[] = [];
      const snapshots: string[][] = [];
      for (const stack of stacks) {
        planned.push(...(await deployment.plan(changed, stack)));
        await deployment.apply(changed, stack);
        snapshots.push(accessOf(simulator).sort());
      }
      for (const stack of stacks) {
        expect(await deployment.plan(changed, stack)).toEqual([]);
      }

      deployment.close();

      const isKept =
        snapshots.every((snapshot) => JSON.stringify(snapshot) === JSON.stringify(had)) &&
        !planned.some((line) => /^(replace|delete) azure/.test(line));
      expect({ plan: inWords(planned), access: isKept ? "kept" : "gap" }).toEqual({ plan, access });
      expect(exitCode).toBe(0);
    }),
  );
});

describe("the addresses of grants stay the same", () => {
  const free = rows()
    .filter(({ plan }) => plan === "empty")
    .map(({ change }) => change);
  test.each(free)("%s", (change) => {
    expect(keepsAddresses(change)).toBe(true);
  });
});
