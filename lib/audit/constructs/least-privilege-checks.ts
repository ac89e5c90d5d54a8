import { type IAspect } from "cdktf";
import { type IConstruct } from "constructs";
import { LEAST_PRIVILEGE } from "../rules/packs";
import { AuditChecks } from "./audit-checks";
import { type AuditChecksOptions } from "./audit-checks-options";

/**
 * Fails the synthesis if a principal gets more access than it needs: `Aspects.of(app).add(new LeastPrivilegeChecks())`. It
 * reads the Terraform JSON of the whole app, also resources that do not come from this library. Added to a stack or a
 * construct, it looks at that only. docs/rules.md lists its rules.
 *
 * An app with `skipValidation` is not checked.
 */
export class LeastPrivilegeChecks implements IAspect {
  /** @internal */
  public readonly _visitsApp = true;

  private readonly checks: AuditChecks;

  /** @param options what is checked, and what fails the synthesis */
  public constructor(options: AuditChecksOptions = {}) {
    this.checks = new AuditChecks(LEAST_PRIVILEGE, options);
  }

  /** Registers the audit; CDKTF calls this. */
  public visit(node: IConstruct): void {
    this.checks.visit(node);
  }
}
