import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type AccessModel } from "../../../lib/audit/access/access-model";
import { accessModel } from "../../../lib/audit/access/model";
import { type MapData, mapData, mapDifference } from "../../../lib/audit/map";
import { isMapFormat, MAP_FILES, type MapFormat, mapText } from "../../../lib/audit/map/formats";
import { analyse } from "../../../lib/audit/terraform/analyse";
import { printableLines } from "../../sql-runner/printable";
import { WrongArguments } from "../../sql-runner/wrong-arguments";
import { readDocuments } from "../input/read-documents";
import { errorLines } from "../output/error-lines";
import { Progress, type ProgressStream } from "../output/progress";
import { writing } from "../output/writing";

/** The options of `azmi map` as they were given. */
export interface MapArguments {
  readonly format: string;
  readonly output?: string;
  readonly diff: boolean;
}

export interface Surroundings {
  readonly out: (text: string) => void;
  /** Where errors and progress go. */
  readonly progress: ProgressStream;
}

/**
 * Writes the access map of Terraform.
 *
 * @returns the exit code
 */
export function runMap(paths: readonly string[], given: MapArguments, { out, progress: stream }: Surroundings): number {
  const progress = new Progress(stream);
  try {
    const format = checked(paths, given);
    const text = mapText(given.diff ? differenceOf(paths, progress) : mapOf(paths, progress), format);
    progress.end();
    write(text, given.output, format, out);
    return 0;
  } catch (error) {
    progress.end();
    if (!(error instanceof WrongArguments)) {
      throw error;
    }
    stream.write(errorLines(error));
    return 2;
  }
}

function checked(paths: readonly string[], { format, diff }: MapArguments): MapFormat {
  const problems = [
    ...(isMapFormat(format) ? [] : [`--format must be html, markdown or json; got ${format}`]),
    ...(diff && paths.length !== 2 ? [`--diff needs two paths, before and after; got ${String(paths.length)}`] : []),
  ];
  if (problems.length > 0 || !isMapFormat(format)) {
    throw new WrongArguments(problems.join("\n"));
  }
  return format;
}

function mapOf(paths: readonly string[], progress: Progress): MapData {
  return mapData(modelOf(paths.length > 0 ? paths : ["cdktf.out"], progress));
}

function differenceOf([before = "", after = ""]: readonly string[], progress: Progress): MapData {
  return mapDifference(modelOf([before], progress), modelOf([after], progress));
}

function modelOf(paths: readonly string[], progress: Progress): AccessModel {
  progress.step(`reading ${paths.join(", ")}`);
  const documents = readDocuments(paths);
  progress.step("looking who can reach what");
  return accessModel(analyse(documents));
}

function write(text: string, output: string | undefined, format: MapFormat, out: (text: string) => void): void {
  if (output === "-") {
    out(text);
    return;
  }
  const named = output ?? MAP_FILES[format];
  writing(named, () => {
    const file = isDirectory(named) ? join(named, MAP_FILES[format]) : named;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    out(`wrote ${printableLines(file)}\n`);
  });
}

const isDirectory = (path: string): boolean =>
  path.endsWith("/") || (statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false);
