import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AzureadProvider } from "@cdktf/provider-azuread/lib/provider";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { App, TerraformStack, Testing } from "cdktf";
import { conformanceProblems, type JsonObject, type TerraformJson } from "./conformance";

/** Every test synthesizes through this file, so that everything they synthesize is compared with the provider schemas. */

const outdirs: string[] = [];

afterAll(() => {
  outdirs.splice(0).forEach((outdir) => {
    rmSync(outdir, { recursive: true, force: true });
  });
});

function newDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "azmi-test-"));
  outdirs.push(directory);
  return directory;
}

/** An app in a directory of its own, unless one is given. */
export function testApp(outdir = newDirectory()): App {
  return Testing.stubVersion(new App({ outdir, stackTraces: false }));
}

/** A stack with both providers, in an app of its own unless one is given. */
export function testStack(id = "stack", app = testApp()): TerraformStack {
  const stack = new TerraformStack(app, id);
  new AzurermProvider(stack, "azurerm", { features: [{}] });
  new AzureadProvider(stack, "azuread", {});
  return stack;
}

/** Validates and synthesizes; throws what the user would see, or what the schemas do not allow. */
export function synthesize(stack: TerraformStack): TerraformJson {
  const terraform = JSON.parse(Testing.synth(stack, true)) as TerraformJson;
  const problems = conformanceProblems(terraform);
  if (problems.length > 0) {
    throw new Error(`the stack does not conform to the provider schemas:\n${problems.join("\n")}`);
  }
  return terraform;
}

/** The resources of a type, by Terraform name. */
export function resources(stack: TerraformStack, type: string): Readonly<Record<string, JsonObject>> {
  return synthesize(stack).resource?.[type] ?? {};
}

/** The only resource of a type. */
export function onlyResource(stack: TerraformStack, type: string): JsonObject {
  const [first, ...more] = Object.values(resources(stack, type));
  if (!first || more.length > 0) {
    throw new Error(`expected one ${type}, found ${String(Object.keys(resources(stack, type)).length)}`);
  }
  return first;
}

/** What is wrong with the app, as "[construct path] rule". */
export function problemsOf(stack: TerraformStack): string[] {
  return messagesOf(stack)
    .filter((line) => !line.endsWith(OTHERS))
    .map(withoutProse);
}

/** Stands before the problems of other stacks. */
const OTHERS = "other stacks have problems too";

/** "[path] what is wrong and what to do [rule]" without the prose. */
function withoutProse(line: string): string {
  return line.replace(/^(\[[^\]]*\]) .* \[([a-z0-9-]+)\]$/, "$1 $2");
}

/** What the user reads when the app is not right, a line per problem: "[construct path] problem [rule]". */
export function messagesOf(stack: TerraformStack): string[] {
  try {
    Testing.synth(stack, true);
  } catch (error) {
    const lines = (error as Error).message.split("\n").map((line) => line.trim());
    const problems = lines.filter((line) => line.startsWith("["));
    if (problems.length === 0) {
      throw error; // not what the app does wrong
    }
    return problems;
  }
  return [];
}

/** The rules that something breaks at once, without a construct to report them under. */
export function brokenBy(make: () => unknown): string[] {
  try {
    make();
  } catch (error) {
    return [...(error as Error).message.matchAll(/\[([a-z]+(?:-[a-z]+)+)\](?=; |$)/g)].map(([, rule = ""]) => rule);
  }
  return [];
}

/** What synthesis would warn of, as "[construct path] rule". */
export function warningsOf(stack: TerraformStack): string[] {
  return warningMessagesOf(stack).map(withoutProse);
}

/** The warnings that synthesis would print, each with its construct path. */
export function warningMessagesOf(stack: TerraformStack): string[] {
  return stack.node
    .findAll()
    .flatMap((node) =>
      node.node.metadata
        .filter(({ type }) => type === "@cdktf/warn")
        .map(({ data }) => `[${node.node.path}] ${String(data)}`),
    );
}
