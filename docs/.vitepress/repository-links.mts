import { statSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { type MarkdownRenderer } from "vitepress";

export const REPOSITORY = "https://github.com/cdktf-azure-managed-identity/cdktf-azure-managed-identity";

const DOCS = resolve(import.meta.dirname, "..");
const ROOT = dirname(DOCS);

/** Pages link to files outside of docs/ as GitHub wants it. The site has no such files, so it links to GitHub. */
export function linkToRepository(md: MarkdownRenderer): void {
  md.core.ruler.push("link-to-repository", ({ tokens, env }) => {
    const page = (env as { path: string }).path;
    tokens
      .flatMap(({ children }) => children ?? [])
      .filter(({ type }) => type === "link_open")
      .forEach((link) => {
        const [path = "", fragment] = (link.attrGet("href") ?? "").split("#");
        const file = resolve(dirname(page), path);
        if (/^\.\.?\//.test(path) && relative(DOCS, file).startsWith("..")) {
          const kind = statSync(file).isDirectory() ? "tree" : "blob"; // fails if there is no such file
          link.attrSet(
            "href",
            [`${REPOSITORY}/${kind}/main/${relative(ROOT, file)}`, fragment].filter(Boolean).join("#"),
          );
        }
      });
  });
}
