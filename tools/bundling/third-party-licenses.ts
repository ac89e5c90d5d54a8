import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type Metafile } from "esbuild";

interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly license?: string;
}

const RULE = "-".repeat(80);

/**
 * The licenses of all packages that esbuild put into the bundles of a folder.
 *
 * @throws if a package has no license text, because it must not be shipped then
 */
export function thirdPartyLicenses(...bundles: readonly Metafile[]): string {
  const outputs = bundles.flatMap((bundle) => Object.values(bundle.outputs));
  const files = outputs.flatMap(({ inputs }) =>
    Object.keys(inputs).filter((file) => inputs[file]?.bytesInOutput !== 0 && file.includes("node_modules/")),
  );
  const folders = new Set(files.map((file) => packageFolder(resolve(file))));
  const notices = [...folders].map(notice).sort();
  return ["The bundle in this folder contains the following packages.", ...notices].join(`\n\n${RULE}\n`);
}

/** Folders inside a package can have a package.json too, but only that of the package has a name and a version. */
function packageFolder(file: string): string {
  const folder = dirname(file);
  const { name, version } = manifest(folder);
  return name !== undefined && version !== undefined ? folder : packageFolder(folder);
}

function manifest(folder: string): Manifest {
  const file = join(folder, "package.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Manifest) : {};
}

function notice(folder: string): string {
  const { name, version, license } = manifest(folder);
  const files = readdirSync(folder);
  const read = (file: string): string => readFileSync(join(folder, file), "utf8").trim();
  const own = files.filter((file) => /^(licen[cs]e|notice|copying)/i.test(file)).map(read);
  const texts =
    own.length > 0 ? own : files.filter((file) => /^readme/i.test(file)).flatMap((file) => licenseIn(read(file)));
  if (name === undefined || version === undefined || license === undefined || texts.length === 0) {
    throw new Error(`${folder} has no licence text, and would be part of a bundle that is shipped`);
  }
  return `${name} ${version} (${license})\n\n${texts.join("\n\n")}`;
}

/** Some packages have their license only in the last section of their README. */
function licenseIn(readme: string): string[] {
  const [, text] = /^#+ licen[cs]e\n+([^#]*copyright[^#]*)$/im.exec(readme) ?? [];
  return text === undefined ? [] : [text.trim()];
}
