import { adopt } from "./adopt";
import { type AdoptionBlocks, blocksFor, blocksFrom, isAdoptionFile } from "./finding/blocks";
import { type Configuration } from "./input/configuration";
import { inWords } from "./finding/finding-in-words";
import { existingIn, stateIn } from "./input/inputs";
import { textOf } from "./input/read-file";
import { readJson } from "./input/read-json";

/** The content of an adoption file for one stack. */
export interface FileAdoption {
  readonly blocks: AdoptionBlocks;
  readonly warnings: readonly string[];
  readonly problems: readonly string[];
}

/**
 * The blocks for one stack of an app, from a file with blocks or with a state.
 *
 * @throws AdoptionError if a file cannot be used
 */
export function adoptionFor(
  stack: string,
  configuration: Configuration,
  file: string,
  existing: readonly string[],
): FileAdoption {
  const json = readJson(textOf(file), file);
  if (isAdoptionFile(json)) {
    return { blocks: blocksFrom(json, file, configuration), warnings: [], problems: [] };
  }
  const { findings, problems } = adopt(
    [{ name: stack, configuration, state: stateIn(json, stack, file) }],
    existing.flatMap((other) => existingIn(textOf(other), other)),
  );
  return {
    blocks: problems.length > 0 ? {} : blocksFor(findings),
    warnings: findings.filter(({ needsAttention }) => needsAttention).map(inWords),
    problems,
  };
}
