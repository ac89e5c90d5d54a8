import { existsSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import { type ConfigurationFile } from "../../../lib/audit/terraform/read-configuration";
import { objectsIn } from "../../../lib/audit/terraform/values";
import { WrongArguments } from "../../sql-runner/wrong-arguments";
import { configurationIn } from "./find-inputs";
import { readConfigurationFiles } from "./read-configuration-files";

const MOST_MODULES = 1_000;

/**
 * Adds the files of the modules that stand in folders. A module that is called twice is there twice, with its own address;
 * what a registry or a repository holds is not read.
 *
 * @param directory the folder of the files
 */
export function withModules(files: readonly ConfigurationFile[], directory: string): ConfigurationFile[] {
  const all = [...files];
  const folders = new Map<string, readonly ConfigurationFile[]>();
  const calls = callsIn(files, "", directory, []);
  for (let count = 0; count < calls.length; count++) {
    if (count === MOST_MODULES) {
      throw new WrongArguments(`${directory} calls more than ${String(MOST_MODULES)} modules`);
    }
    const { folder, address, callers } = calls[count]!;
    const content = folders.get(folder) ?? readConfigurationFiles(configurationIn(folder));
    folders.set(folder, content);
    const own = content.map((file) => ({ ...file, module: address }));
    all.push(...own);
    calls.push(...callsIn(own, address, folder, callers));
  }
  return all;
}

interface Call {
  readonly folder: string;
  /** The address of the called module. */
  readonly address: string;
  /** The folders that the call passed through. */
  readonly callers: readonly string[];
}

/** The calls of modules in folders: `source = "./modules/vault"`. */
function callsIn(
  files: readonly ConfigurationFile[],
  caller: string,
  directory: string,
  callers: readonly string[],
): Call[] {
  const through = [...callers, realpathSync(directory)];
  const labelled = files.flatMap(({ json }) => objectsIn(json).flatMap(({ module }) => objectsIn(module)));
  const sources = labelled.flatMap((blocks) =>
    Object.entries(blocks).flatMap(([name, block]) => objectsIn(block).map(({ source }) => ({ name, source }))),
  );
  return sources.flatMap(({ name, source }) => {
    if (typeof source !== "string" || !/^\.\.?\//.test(source)) {
      return [];
    }
    const folder = join(directory, source);
    const address = caller === "" ? `module.${name}` : `${caller}.module.${name}`;
    // Terraform refuses a module that calls itself.
    return isFolder(folder) && !through.includes(realpathSync(folder)) ? [{ folder, address, callers: through }] : [];
  });
}

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();
