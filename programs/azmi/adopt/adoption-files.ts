import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type AdoptionBlocks, asFile, blocksFor, isEmpty } from "../../../lib/adoption/finding/blocks";
import { type Finding } from "../../../lib/adoption/finding/finding";
import { groupBy } from "../../../lib/core/collections";
import { type SynthesizedStack } from "../synthesized-app";

export interface AdoptionFile {
  readonly path: string;
  /** Without any, the file of an earlier run goes. */
  readonly blocks: AdoptionBlocks;
}

const NAME = "adopt.tf.json";

/**
 * The files with what the stacks take over.
 *
 * @param out where they go, if not beside the synthesized stacks, where terraform reads them
 */
export function adoptionFiles(
  stacks: readonly SynthesizedStack[],
  findings: readonly Finding[],
  out: string | undefined,
): AdoptionFile[] {
  const byStack = groupBy(findings, ({ stack }) => stack);
  return stacks
    .map(({ name, directory }) => ({
      path: out === undefined ? join(directory, NAME) : join(out, `${name}.${NAME}`),
      blocks: blocksFor(byStack.get(name) ?? []),
    }))
    .filter(({ path, blocks }) => !isEmpty(blocks) || (out === undefined && existsSync(path)));
}

/** All of them or, where one cannot be written, none. */
export function writeFiles(files: readonly AdoptionFile[]): void {
  const written = files.filter(({ blocks }) => !isEmpty(blocks));
  try {
    for (const { path, blocks } of written) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(unfinished(path), asFile(blocks));
    }
  } catch (error) {
    written.forEach(({ path }) => {
      rmSync(unfinished(path), { force: true });
    });
    throw error;
  }
  files.forEach(({ path, blocks }) => {
    if (isEmpty(blocks)) {
      rmSync(path);
    } else {
      renameSync(unfinished(path), path);
    }
  });
}

/** Terraform does not read files with this ending. */
const unfinished = (path: string): string => `${path}.tmp`;
