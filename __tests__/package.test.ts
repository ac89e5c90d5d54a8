import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import manifest from "../package.json";
import { ROOT } from "../tools/paths";

/** Of CDKTF and of CDK Terrain, and those that `cdktf get` makes. */
const BINDINGS = /@cdkt[fn]\/provider-|\.gen\/providers/;

describe("the package", () => {
  test("needs cdktf and constructs, and nothing else", () => {
    expect(Object.keys(manifest.peerDependencies).sort()).toEqual(["cdktf", "constructs"]);
    expect(manifest).not.toHaveProperty("dependencies");
  });

  test("imports no bindings of a provider", () => {
    const folders = ["lib", "programs", "simulator", "tools/terraform"];
    const files = folders.flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true })
        .map((file) => join(folder, String(file)))
        .filter((file) => file.endsWith(".ts") && !file.includes("dist")),
    );
    expect(files.length).toBeGreaterThan(200);
    const importing = files.filter((file) =>
      readFileSync(join(ROOT, file), "utf8")
        .split("\n")
        .some((line) => /^(import|export) .* from|import\(|require\(/.test(line) && BINDINGS.test(line)),
    );
    expect(importing).toEqual([]);
  });
});
