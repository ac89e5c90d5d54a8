import { literalText } from "../../core/literal-text";
import { AdoptionError } from "../input/read-file";
import { type Block, blocksIn, type Configuration, textPairs } from "../input/configuration";
import { type Finding } from "./finding";
import { valuesIn } from "../input/thing";

/** Blocks in Terraform's JSON syntax that let a stack adopt existing resources. */
export interface AdoptionBlocks {
  readonly moved?: readonly Block[];
  readonly import?: readonly Block[];
  readonly removed?: readonly Block[];
}

/** The blocks for the findings of one stack, in the order of the findings. */
export function blocksFor(findings: readonly Finding[]): AdoptionBlocks {
  return withoutEmpty({
    moved: findings.flatMap(({ fate, address, from = "" }) => (fate === "moved" ? [{ from, to: address }] : [])),
    import: findings.flatMap(({ fate, address, from = "" }) =>
      fate === "imported" ? [{ to: address, id: literalText(from) }] : [],
    ),
    removed: findings.flatMap(({ fate, address }) => (fate === "released" ? [releaseOf(address)] : [])),
  });
}

/** Removes a resource from a state without destroying it. */
export const releaseOf = (address: string): Block => ({ from: address, lifecycle: { destroy: false } });

export const isEmpty = (blocks: AdoptionBlocks): boolean => Object.keys(blocks).length === 0;

const COMMENT = "Written by azmi adopt. You can delete this file after it has been applied everywhere.";

/** The blocks as a Terraform configuration file. */
export const asFile = (blocks: AdoptionBlocks): string => `${JSON.stringify({ "//": COMMENT, ...blocks }, null, 2)}\n`;

const NAMES = ["moved", "import", "removed"];

/** Whether JSON looks like a file of adoption blocks. */
export function isAdoptionFile(json: unknown): boolean {
  const names = Object.keys(valuesIn(json)).filter((name) => name !== "//");
  return names.length > 0 && names.every((name) => NAMES.includes(name));
}

/**
 * The blocks of a file, except those that the code already has.
 *
 * @param file the name that error messages use
 * @throws AdoptionError if the blocks do not match the code
 */
export function blocksFrom(json: unknown, file: string, configuration: Configuration): AdoptionBlocks {
  const { moved, import: imported, removed } = valuesIn(json) as Pick<Configuration, "moved" | "import" | "removed">;
  const moves = textPairs(moved, "from", "to");
  const imports = textPairs(imported, "id", "to");
  const gone = blocksIn(removed).flatMap(({ from }) => (typeof from === "string" ? [from] : []));
  const problems = [
    ...[...moves, ...imports]
      .filter(([, to]) => !isDeclared(to, configuration))
      .map(([, to]) => `${to} is not in the code`),
    ...[...moves.map(([from]) => from), ...gone]
      .filter((from) => !from.endsWith("]") && isDeclared(from, configuration))
      .map((from) => `${from} is still in the code`),
  ];
  if (problems.length > 0) {
    throw new AdoptionError(
      `${file} does not fit the code: ${problems.join("; ")}; run azmi adopt again, or remove the adoption if it was already applied`,
    );
  }
  const isMoved = new Set(textPairs(configuration.moved, "to", "from").map(([, from]) => from));
  const isImported = new Set(textPairs(configuration.import, "id", "to").map(([, to]) => to));
  return withoutEmpty({
    moved: moves.filter(([from]) => !isMoved.has(from)).map(([from, to]) => ({ from, to })),
    import: imports.filter(([, to]) => !isImported.has(to)).map(([id, to]) => ({ to, id })),
    removed: gone.map(releaseOf),
  });
}

function isDeclared(address: string, { resource = {} }: Configuration): boolean {
  const [, type = "", name = ""] = /^([^.]+)\.([^.[]+)/.exec(address) ?? [];
  return Object.hasOwn(resource, type) && Object.hasOwn(resource[type] ?? {}, name);
}

const withoutEmpty = (blocks: Required<AdoptionBlocks>): AdoptionBlocks =>
  Object.fromEntries(Object.entries(blocks).filter(([, list]) => list.length > 0));
