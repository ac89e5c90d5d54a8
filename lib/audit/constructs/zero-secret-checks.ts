import { type IAspect } from "cdktf";
import { type IConstruct } from "constructs";
import { ZERO_SECRET } from "../rules/packs";
import { AuditChecks } from "./audit-checks";
import { type AuditChecksOptions } from "./audit-checks-options";

/**
 * Fails the synthesis if a secret is in the code or would get into a state, or if a service lets callers in by key or
 * password: `Aspects.of(app).add(new ZeroSecretChecks())`. It reads the Terraform JSON of the whole app, also resources that
 * do not come from this library. Added to a stack or a construct, it looks at that only. docs/rules.md lists its rules.
 *
 * An app with `skipValidation` is not checked.
 */
export class ZeroSecretChecks implements IAspect {
  /** @internal */
  public readonly _visitsApp = true;

  private readonly checks: AuditChecks;

  /** @param options what is checked, and what fails the synthesis */
  public constructor(options: AuditChecksOptions = {}) {
    this.checks = new AuditChecks(ZERO_SECRET, options);
  }

  /** Registers the audit; CDKTF calls this. */
  public visit(node: IConstruct): void {
    this.checks.visit(node);
  }
}
