import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Documentation, Language } from "jsii-docgen";
import { MarkdownRenderer } from "jsii-docgen/lib/docgen/render/markdown-render";
import { type ClassSchema, type JsiiEntity, type Schema } from "jsii-docgen/lib/docgen/schema";
import { ROOT } from "../paths";

/**
 * Writes docs/api from the jsii assembly: for each language a page for each type, and the sidebar of the site.
 * `npm run docs` runs it for TypeScript. `npm run docs:api -- python java csharp go` writes the others, which would make the
 * site four times as large.
 */

const API = join(ROOT, "docs", "api");

const LANGUAGES = [
  { language: Language.TYPESCRIPT, name: "TypeScript" },
  { language: Language.PYTHON, name: "Python" },
  { language: Language.JAVA, name: "Java" },
  { language: Language.CSHARP, name: "C#" },
  { language: Language.GO, name: "Go" },
];

/** The built-in roles are as many as all other members. Their names are those of Azure. */
const MOST_CONSTANTS = 200;
const LISTED_ELSEWHERE =
  "The class has a constant for each [built-in role](https://learn.microsoft.com/azure/role-based-access-control/built-in-roles): " +
  "`KEY_VAULT_SECRETS_USER` is Key Vault Secrets User.\n";

interface Section {
  readonly text: string;
  readonly items: { text: string; link: string }[];
}

/** The id of a member starts with that of its type: "package.Type.Initializer.parameter.scope". */
const pageOf = ({ id }: { readonly id: string }): string => id.split(".")[1] ?? "";

const link = (entity: JsiiEntity, { packageName }: { readonly packageName: string }): string =>
  entity.packageName === packageName
    ? `<a href="./${pageOf(entity)}#${entity.id}">${entity.displayName}</a>`
    : entity.fqn;

/** Docstrings name parts of a command as <server>; Markdown would take that for HTML. */
const escaped = (markdown: string): string => markdown.replace(/<(?!\/?(a|code|sup)\b)(?=\w)/g, "&lt;");

function classPage(renderer: MarkdownRenderer, type: ClassSchema): string {
  const isLong = type.constants.length > MOST_CONSTANTS;
  const page = renderer.visitClass(isLong ? { ...type, constants: [] } : type).render(1);
  return isLong ? `${page}\n${LISTED_ELSEWHERE}` : page;
}

function writeLanguage(language: Language, name: string, { metadata, apiReference }: Schema): Section[] {
  const folder = language.name;
  const renderer = new MarkdownRenderer({ ...metadata, language, linkFormatter: link });
  const { constructs = [], classes = [], structs = [], interfaces = [], enums = [] } = apiReference ?? {};
  mkdirSync(join(API, folder), { recursive: true });

  const section = <T extends { readonly id: string; readonly displayName: string }>(
    text: string,
    types: T[],
    render: (type: T) => string,
  ): Section => {
    types.forEach((type) => {
      writeFileSync(join(API, folder, `${pageOf(type)}.md`), escaped(render(type)));
    });
    return {
      text,
      items: types.map((type) => ({ text: type.displayName, link: `/api/${folder}/${pageOf(type)}` })),
    };
  };
  const sections = [
    section("Constructs", constructs, (type) => renderer.visitConstruct(type).render(1)),
    section("Classes", classes, (type) => classPage(renderer, type)),
    section("Structs", structs, (type) => renderer.visitStruct(type).render(1)),
    section("Interfaces", interfaces, (type) => renderer.visitInterface(type).render(1)),
    section("Enums", enums, (type) => renderer.visitEnum(type).render(1)),
  ];
  writeFileSync(join(API, folder, "index.md"), indexPage(name, sections));
  return sections;
}

const list = (items: Section["items"]): string => items.map((item) => `- [${item.text}](${item.link})`).join("\n");

const indexPage = (name: string, sections: Section[]): string =>
  [`# API in ${name}`, ...sections.map(({ text, items }) => `## ${text}\n\n${list(items)}`)].join("\n\n");

const BY_HAND =
  "Python, Java, C# and Go have the same types and members, named as usual in the language. `npm run docs:api -- python java " +
  "csharp go` writes their pages.\n";

async function main(wanted: readonly string[]): Promise<void> {
  if (!existsSync(join(ROOT, ".jsii"))) {
    execFileSync("npm", ["run", "build"], { cwd: ROOT, stdio: "inherit" });
  }
  rmSync(API, { recursive: true, force: true });
  const documentation = await Documentation.forProject(ROOT);
  const chosen = LANGUAGES.filter(({ language }) => wanted.includes(language.name));
  const sidebar: Record<string, (Section & { collapsed: true })[]> = {};
  for (const { language, name } of chosen) {
    const { content } = await documentation.toJson({ language });
    const sections = writeLanguage(language, name, content);
    sidebar[`/api/${language.name}/`] = sections.map((section) => ({ ...section, collapsed: true }));
  }
  await documentation.cleanup();
  const languages = chosen.map(({ language, name }) => ({ text: name, link: `/api/${language.name}/` }));
  writeFileSync(join(API, "index.md"), `# API\n\n${list(languages)}\n\n${BY_HAND}`);
  writeFileSync(join(API, "sidebar.json"), JSON.stringify(sidebar));
}

void main(process.argv.slice(2));
