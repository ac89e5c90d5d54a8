import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inTurns, megabytes, milliseconds, sample } from "./sampling";
import { type Row } from "./table";

const DIST = join(__dirname, "..", "dist");

/** `require` of the package and of its simulator, above what they need. */
export function loadingRows(): Row[] {
  const modules = providerModules(DIST);
  const {
    nothing,
    dist: constructs,
    testing,
  } = inTurns(["nothing", "dist", "testing"], (way) => sample(["--expose-gc"], "require-case.js", way, ...modules));
  return [
    {
      case: "require, above cdktf and the provider modules in use",
      ms: { value: milliseconds(constructs) - milliseconds(nothing), atMost: 60 },
      MB: { value: megabytes(constructs) - megabytes(nothing), atMost: 15, digits: 1 },
    },
    {
      case: "require of /testing, above the same",
      ms: { value: milliseconds(testing) - milliseconds(nothing), atMost: 150 },
      MB: { value: megabytes(testing) - megabytes(nothing), atMost: 30, digits: 1 },
    },
  ];
}

/** The provider modules that the package loads, read from its compiled files. */
function providerModules(dist: string): string[] {
  const files = readdirSync(dist, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith(".js"));
  const names = files.flatMap((file) =>
    [...readFileSync(join(dist, file), "utf8").matchAll(/require\("(@cdktf\/provider-[^"]+)"\)/g)].map(
      ([, name]) => name ?? "",
    ),
  );
  return [...new Set(names)].sort();
}
