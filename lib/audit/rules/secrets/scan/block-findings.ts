import { type ForcedSecret } from "../../../data/forced-secrets";
import { type Origin } from "../../../terraform/analysis";
import { type Block } from "../../../terraform/document";
import { type Kind, type ScanContext } from "./context";
import { isLocalOff } from "./origins-of-secrets";
import { assignedSecret, hasPasswordOfExpression, secretShape } from "./shapes";
import { type Source } from "./sources";
import { type Use } from "./uses";

/** Reports what is found in one block, as the rule that says most about it. */
export class BlockFindings {
  public constructor(
    private readonly context: ScanContext,
    private readonly block: Block,
    /** The argument that has to be a secret. */
    private readonly forced: ForcedSecret | undefined,
  ) {}

  /** Looks for secrets in a text, or with a password of a variable in a connection string. */
  public template(text: string, path: string, use: Use): void {
    const isSetting = use.as === "setting" || use.as === "pair";
    const kind = use.as === "user-data" ? "user-data" : isSetting ? "setting" : "text";
    const shape = secretShape(text);
    if (shape !== undefined) {
      this.report(kind, path, `the text contains ${shape}`);
    } else if (use.as === "user-data" || use.as === "script") {
      const assigned = assignedSecret(text);
      if (assigned !== undefined) {
        this.report(kind, path, `the text assigns ${assigned}`);
      }
    } else if ((isSetting || use.as === "text") && hasPasswordOfExpression(text)) {
      this.setting(path, "the connection string contains a password");
    }
  }

  /** A secret of another resource. */
  public arrived(source: Source, path: string, origins: readonly Pick<Origin, "block">[]): void {
    if (source.telemetry) {
      if (origins.every(({ block }) => !isLocalOff(block))) {
        this.report("telemetry", path, `${source.what} flows into this argument`);
      }
    } else if (path === this.forced?.argument) {
      this.report("forced", path, `${source.what} flows into this argument: ${this.forced.by}`);
    } else {
      this.report("computed", path, `${source.what} flows into this argument`);
    }
  }

  /** A literal in an argument that is a secret: found at the variable if it is the default of one. */
  public written(path: string, origins: readonly Origin[]): void {
    if (this.block.document.kind === "state") {
      if (path !== this.forced?.argument) {
        this.report("state", path, "the state contains the secret");
      }
    } else if (!this.feed(origins, path)) {
      this.report("literal", path, "the secret is written in the configuration");
    }
  }

  public feed(origins: readonly Origin[], path: string): boolean {
    const variables = origins.filter(({ kind, block }) => kind === "variable" && block);
    variables.forEach(({ block }) =>
      this.context.feeding.set(block!, `it flows into ${path} of ${this.block.address}`),
    );
    return variables.length > 0;
  }

  public setting(path: string, message: string): void {
    const automation = this.block.type.startsWith("azurerm_automation_variable_") && path === "value";
    const encrypted = this.context.analysis.literalOf(this.block.values.encrypted, this.block) === true;
    this.report(automation && !encrypted ? "automation-variable" : "setting", path, message);
  }

  public literalOfEach(path: string): boolean {
    const found = this.context.each.literalOf(this.block);
    if (found?.isDefault) {
      this.context.feeding.set(found.block, `it flows into ${path} of ${this.block.address}`);
    } else if (found) {
      this.report("literal", path, "the secrets of for_each are written in the configuration");
    }
    return found !== undefined;
  }

  /** A variable in an argument that is a secret. */
  public variable(path: string): void {
    if (path === this.forced?.argument) {
      this.report("forced", path, this.forced.by);
    }
  }

  public report(kind: Kind, path: string, message: string): void {
    this.context.report(kind, { block: this.block, path, message });
  }
}
