import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { App, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { refuse, rules, textOf } from "../../core/rules";
import { MAP_FILES, mapText, PAGE_TEMPLATE } from "../map/formats";
import { mapData } from "../map/map-data";
import { visitApps } from "./app-aspects";
import { factsOfApp, factsOfStacks } from "./app-facts";

/** How a map is written. */
export enum AccessMapFormat {
  /** access-map.html: a page to explore, without a network. */
  HTML = "html",
  /** access-map.json: the data, for programs. */
  JSON = "json",
  /** access-map.md: a Mermaid flowchart and a table. */
  MARKDOWN = "markdown",
}

/** Options of an access map. */
export interface AccessMapOptions {
  /**
   * What is written.
   *
   * @default - all formats
   */
  readonly formats?: AccessMapFormat[];

  /**
   * Whether a map whose scope is a stack shows all stacks of the app, for engines that allow only stacks in an app (CDK
   * Terrain with the feature flag `failOnConstructsOutsideOfStacks`).
   *
   * @default false
   */
  readonly wholeApp?: boolean;

  /**
   * The folder for the files. A relative path starts where the app runs.
   *
   * @default - the output directory of the app; for the map of a stack, the directory of its Terraform JSON
   */
  readonly outputFolder?: string;
}

/**
 * Writes at synth who can reach what: sources with their identities, what these may do on which targets, and who can become
 * whom. The map shows all Terraform of the app, also resources that do not come from this package. The same Terraform gives
 * the same bytes.
 *
 * Nothing is written if the app skips validations.
 */
export class AccessMap extends Construct {
  private readonly formats: readonly AccessMapFormat[];

  /**
   * @param scope the app, or the stack to show alone
   * @param id the id of the construct
   * @param options formats and folder
   */
  public constructor(
    scope: Construct,
    id: string,
    private readonly options: AccessMapOptions = {},
  ) {
    super(scope, id);
    this.formats = options.formats ?? Object.values(AccessMapFormat);
    refuse(problemsOf(scope, this.formats), "AccessMap");
    visitApps();
    const app = App.of(this);
    // The validations of an app run when all stacks are synthesized.
    app.node.addValidation({ validate: () => this.writeFiles(app) });
  }

  private writeFiles(app: App): string[] {
    const stack = this.node.scope;
    const isOfStack = TerraformStack.isStack(stack) && this.options.wholeApp !== true;
    if (this.formats.includes(AccessMapFormat.HTML) && !existsSync(PAGE_TEMPLATE)) {
      return pageMissing(PAGE_TEMPLATE).map((problem) => `[${this.node.path}] ${textOf(problem)}`);
    }
    const { access } = isOfStack ? factsOfStacks([stack]) : factsOfApp(app);
    const map = mapData(access);
    const beside = isOfStack ? dirname(app.manifest.forStack(stack).synthesizedStackPath) : ".";
    const folder = resolve(this.options.outputFolder ?? join(app.outdir, beside));
    mkdirSync(folder, { recursive: true });
    this.formats.forEach((format) => {
      writeFileSync(join(folder, MAP_FILES[format]), mapText(map, format));
    });
    return [];
  }
}

const OF = "AccessMap";

const problemsOf = rules<[scope: Construct, formats: readonly string[]]>(OF, [
  {
    rule: "access-map-of-other-construct",
    when: (scope) => !App.isApp(scope) && !TerraformStack.isStack(scope),
    message: (scope) => `the scope of a map must be the app or a stack; got ${scope.node.path}`,
  },
  {
    rule: "access-map-format-unknown",
    when: (_, formats) => formats.length === 0 || formats.some((format) => !Object.hasOwn(MAP_FILES, format)),
    message: (_, formats) => `formats must be values of AccessMapFormat; got ${JSON.stringify(formats)}`,
  },
]);

/** Bundlers copy code, but not the files next to it. */
const pageMissing = rules<[path: string]>(OF, [
  {
    rule: "access-map-page-missing",
    message: (path) =>
      `the page of the map is not at ${path}; if the app is bundled, leave this package out of the bundle ` +
      "(esbuild: --external:cdktf-azure-managed-identity)",
  },
]);
