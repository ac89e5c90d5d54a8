import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../paths";

const UNRELEASED = /^## \[Unreleased\]\n+(?=\S)/m;

/**
 * Moves what is unreleased under the heading of a release.
 *
 * @throws if nothing is unreleased, because there is nothing to release then
 */
export function released(changelog: string, version: string, date: string): string {
  const start = changelog.search(UNRELEASED);
  const [heading] = UNRELEASED.exec(changelog) ?? [];
  if (heading === undefined || changelog.slice(start + heading.length).startsWith("## ")) {
    throw new Error("CHANGELOG.md has nothing under [Unreleased]; write there what users notice, then release");
  }
  return changelog.replace(UNRELEASED, `## [Unreleased]\n\n## [${version}] - ${date}\n\n`);
}

/** Called by `npm version`, which has refused a dirty tree, has set the version, and commits and tags afterwards. */
function main(): void {
  const file = join(ROOT, "CHANGELOG.md");
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { readonly version: string };
  const [today = ""] = new Date().toISOString().split("T");
  writeFileSync(file, released(readFileSync(file, "utf8"), version, today));
}

if (require.main === module) {
  try {
    main();
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
