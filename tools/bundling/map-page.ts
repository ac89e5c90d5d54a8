import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { build, type BuildOptions, type Metafile } from "esbuild";
import { ROOT } from "../paths";
import { thirdPartyLicenses } from "./third-party-licenses";

const SOURCE = join(ROOT, "programs", "azmi", "map", "page");

/**
 * Writes the page of the access map, without data, as one file: the browser may load nothing, and may run this script only.
 *
 * @returns what the page contains
 */
export async function writeMapPage(outfile: string): Promise<Metafile> {
  const script = await minified("main.ts", { bundle: true, format: "iife", target: "es2022" });
  const style = await minified("style.css", { target: "chrome100" });
  const policy = [
    "default-src 'none'",
    `script-src ${hash(script.text)}`,
    `style-src ${hash(style.text)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const html = readFileSync(join(SOURCE, "page.html"), "utf8")
    .replace("POLICY", () => policy)
    .replace("<!-- STYLE -->", () => `<style>${style.text}</style>`)
    .replace("<!-- SCRIPT -->", () => `<script>${script.text}</script>`);
  mkdirSync(dirname(outfile), { recursive: true });
  writeFileSync(outfile, `${html.trimEnd()}\n${licenses(script.metafile)}`);
  return script.metafile;
}

async function minified(file: string, options: BuildOptions): Promise<{ text: string; metafile: Metafile }> {
  const { outputFiles, metafile } = await build({
    ...options,
    entryPoints: [join(SOURCE, file)],
    minify: true,
    charset: "utf8",
    legalComments: "none",
    logLevel: "warning",
    metafile: true,
    write: false,
  });
  const text = (outputFiles[0]?.text ?? "").trim();
  if (/<\/?(script|style)|<!--/i.test(text)) {
    throw new Error(`${file} contains what ends its element in a page`);
  }
  return { text, metafile };
}

const hash = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** Whoever passes the page on passes its packages on, and with them their licenses. */
const licenses = (metafile: Metafile): string =>
  `<!--\n${thirdPartyLicenses(metafile)
    .replaceAll("bundle in this folder", "page")
    .replace(/-{2,}/g, "")
    .replace(/\n{3,}/g, "\n\n")}\n-->\n`;
