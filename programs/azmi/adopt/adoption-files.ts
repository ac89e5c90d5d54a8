import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type AdoptionBlocks, asFile, blocksFor, isEmpty } from "../../../lib/adoption/finding/blocks";
import { type Finding } from "../../../lib/adoption/finding/finding";
import { groupBy } from "../../../lib/core/collections";
import { type SynthesizedStack } from "../synthesized-app";

export interface AdoptionFile {
  readonly path: string;
  /** If it is empty, the file of an earlier run is deleted. */
  readonly blocks: AdoptionBlocks;
}

const NAME = "adopt.tf.json";

/**
 * The adoption files of the stacks.
 *
 * @param out the output directory; by default next to the synthesized stacks, where terraform reads the files
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

/** Writes all files, or none if one of them cannot be written. */
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

/** Terraform ignores files with this suffix. */
const unfinished = (path: string): string => `${path}.tmp`;
