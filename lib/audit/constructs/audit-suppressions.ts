import { TerraformStack } from "cdktf";
import { type IConstruct } from "constructs";
import { refuse } from "../../core/rules";
import { checkAtSynth } from "../../core/problems";
import { stateOf } from "../../core/state";
import { type Suppression } from "../report/suppression";
import { type AuditSuppression } from "./audit-checks-options";
import { outsideStacks, suppressionRules } from "./option-rules";

/**
 * Findings of the audit that a team lives with, each with a reason:
 * `AuditSuppressions.of(webApp).add({ rule: "…", reason: "…" })`. They count for the construct and all constructs below it,
 * in `ZeroSecretChecks` and `LeastPrivilegeChecks`, and stand in the Terraform JSON, where `azmi audit` finds them. One that
 * no finding needs is reported itself.
 */
export class AuditSuppressions {
  /**
   * The suppressions of a construct.
   *
   * @param construct a stack, or a construct in a stack
   */
  public static of(construct: IConstruct): AuditSuppressions {
    const { path, scopes } = construct.node;
    refuse(scopes.some((scope) => TerraformStack.isStack(scope)) ? [] : outsideStacks(path), "AuditSuppressions");
    return new AuditSuppressions(construct);
  }

  private constructor(private readonly construct: IConstruct) {}

  /** Adds a suppression. */
  public add(suppression: AuditSuppression): void {
    const written: Suppression = { ...suppression, at: this.construct.node.path };
    const problems = suppressionRules(written);
    if (problems.length > 0) {
      checkAtSynth(this.construct, () => problems);
      return;
    }
    const stack = TerraformStack.of(this.construct);
    const all = stateOf<Suppression[]>(stack, "audit-suppressions", () => []);
    all.push(written);
    stack.addOverride("//.azmi.suppressions", all);
  }
}
