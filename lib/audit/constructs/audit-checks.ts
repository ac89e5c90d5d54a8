import { AnnotationMetadataEntryType, App, TerraformStack } from "cdktf";
import { type IConstruct } from "constructs";
import { warn } from "../../core/problems";
import { type Problem, refuse, textOf } from "../../core/rules";
import { auditOf } from "../report/audit";
import { type ReportedFinding } from "../report/reported-finding";
import { type Pack } from "../rules/packs";
import { type AuditFacts, isAsSevereAs, type Rule, type Severity } from "../rules/rule";
import { visitApps } from "./app-aspects";
import { factsOfApp, factsOfStacks, stacksOf } from "./app-facts";
import { type AuditChecksOptions } from "./audit-checks-options";
import { optionRules } from "./option-rules";

/** What the aspects have in common: they audit the Terraform JSON of all that they are added to, once it is complete. */
export class AuditChecks {
  private readonly rules: readonly Rule[];
  private readonly failOn: Severity;
  private readonly scopes = new Set<IConstruct>();

  public constructor(
    { id, rules }: Pack,
    private readonly options: AuditChecksOptions,
  ) {
    refuse(optionRules(options, rules), id);
    this.rules = rules.filter((rule) => options.rules?.includes(rule.id) ?? true);
    this.failOn = options.failOn ?? "medium";
    visitApps();
  }

  /** Registers the audit of what CDKTF shows first: an app, a stack or a construct. Below it, everything is audited with it. */
  public visit(node: IConstruct): void {
    if (node.node.scopes.some((scope) => this.scopes.has(scope))) {
      return;
    }
    this.scopes.add(node);
    if (App.isApp(node)) {
      // The validations of an app run when all stacks are synthesized.
      node.node.addValidation({ validate: () => this.auditApp(node) });
    } else {
      node.node.addValidation({ validate: () => this.auditScope(node) });
    }
  }

  private auditApp(app: App): string[] {
    const stacks = stacksOf(app);
    const { errors, warnings } = this.findings(factsOfApp(app));
    warnings.forEach((finding) => {
      const construct = constructOf(finding, stacks);
      warn(construct, [problemOf(finding)]);
      addToManifest(app, construct);
    });
    return errors.map((finding) => `[${constructOf(finding, stacks).node.path}] ${textOf(problemOf(finding))}`);
  }

  private auditScope(scope: IConstruct): string[] {
    const stack = TerraformStack.of(scope);
    const { errors, warnings } = this.findings(factsOfStacks([stack]));
    const isInside = (finding: ReportedFinding): boolean => constructOf(finding, [stack]).node.scopes.includes(scope);
    warnings.filter(isInside).forEach((finding) => {
      warn(constructOf(finding, [stack]), [problemOf(finding)]);
    });
    return errors
      .filter(isInside)
      .map((finding) => `${constructOf(finding, [stack]).node.path}: ${textOf(problemOf(finding))}`);
  }

  private findings(facts: AuditFacts): Record<"errors" | "warnings", ReportedFinding[]> {
    const { suppressions = [], today } = this.options;
    const { findings } = auditOf(facts, {
      rules: this.rules,
      suppressions: suppressions.map((suppression) => ({ ...suppression, source: "the options of the checks" })),
      today,
    });
    const fails = ({ rule }: ReportedFinding): boolean => isAsSevereAs(rule.severity, this.failOn);
    return { errors: findings.filter(fails), warnings: findings.filter((finding) => !fails(finding)) };
  }
}

function problemOf({ rule, address, argument, message }: ReportedFinding): Problem {
  return { rule: rule.id, message: `${address}${argument === undefined ? "" : `, ${argument}`}: ${message}` };
}

/** The construct that a finding is about; its stack for what no construct made, such as overrides. */
function constructOf(
  { constructPath = "", document, address }: ReportedFinding,
  stacks: readonly TerraformStack[],
): IConstruct {
  const [first] = stacks;
  const stack = stacks.find(({ node }) => node.id === document) ?? first!;
  return constructAt(constructPath, stack) ?? constructAt(address, stack) ?? stack;
}

function constructAt(path: string, stack: TerraformStack): IConstruct | undefined {
  const prefix = stack.node.path;
  if (path !== prefix && !path.startsWith(`${prefix}/`)) {
    return undefined;
  }
  const ids = path.slice(prefix.length + 1).split("/");
  return ids.reduce<IConstruct | undefined>(
    (construct, id) => (id === "" ? construct : construct?.node.tryFindChild(id)),
    stack,
  );
}

/** CDKTF has collected the warnings of the stacks by now. */
function addToManifest(app: App, construct: IConstruct): void {
  const { annotations } = app.manifest.forStack(TerraformStack.of(construct));
  const printed = new Set(annotations.map(({ message }) => message));
  construct.node.metadata
    .filter(({ type, data }) => type === (AnnotationMetadataEntryType.WARN as string) && !printed.has(String(data)))
    .forEach(({ data, trace }) => {
      annotations.push({
        constructPath: construct.node.path,
        level: AnnotationMetadataEntryType.WARN,
        message: String(data),
        stacktrace: trace,
      });
    });
}
