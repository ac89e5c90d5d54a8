import { type ForcedSecret } from "../../../data/forced-secrets";
import { type SensitiveAttributes } from "../../../data/sensitive-attributes";
import { type Origin } from "../../../terraform/analysis";
import { type Block, type Values } from "../../../terraform/document";
import { isPlaceholder } from "./ignored";
import { isNoSecret } from "./names";
import { type Kind, type ScanContext } from "./context";
import { assignedSecret, hasPasswordOfExpression, secretShape } from "./shapes";
import { addressOf, isTelemetry, type Source, sourceOf } from "./sources";
import { isEphemeral, isHashed, isLocalOff, isSecretVariable } from "./origins-of-secrets";
import { decoded } from "./user-data";
import { isSecretSetting, knownOf, type Use, useOf } from "./uses";
import { eachText, withoutDynamic } from "./walk";

/** Expressions without any of these give no secret away. */
const MAY_BE_SECRET =
  /local\.|var\.|module\.|each\.|self\.|remote_state|key|secret|password|token|connection_string|sas|credential|kube|random_|tls_|callback_url|uri|output|radius/i;

/** Data sources that make signatures: a rule of their own reports them. */
const SIGNATURES = /^azurerm_\w+_sas$/;

/** Providers that sign in to Azure. */
const SIGNS_IN = /^(azapi|azuread|azuredevops|azurerm|azurestack|msgraph)$/;
const CREDENTIAL = /^(client_secret|client_certificate_password)$/;

/** An argument of `sensitive` or an encoder that is a literal. */
const WRAPPED = /^\$\{(?:sensitive|nonsensitive|base64encode|trimspace)\("([^"$\\]{1,500})"\)\}$/;

/** The scan of one block: every text in it is reported at most once, by the rule that says most about it. */
export class BlockScan {
  private readonly known: SensitiveAttributes | undefined;
  private readonly isState: boolean;

  public constructor(
    private readonly context: ScanContext,
    private readonly block: Block,
    private readonly forced: ForcedSecret | undefined,
  ) {
    this.known = knownOf(block);
    this.isState = block.document.kind === "state";
  }

  public scan(): void {
    eachText(this.isState ? this.block.values : this.block.expressions, (text, key, path, owner) => {
      if (text !== "") {
        this.text(text, key, withoutDynamic(path), owner);
      }
    });
  }

  private text(text: string, key: string, path: string, owner: Values): void {
    const use = useOf(this.block, this.known, key, path, owner);
    if (use.as === "computed" || (this.block.type === "terraform_data" && key === "output")) {
      return;
    }
    if (this.block.kind === "provider" && CREDENTIAL.test(key) && SIGNS_IN.test(this.block.name)) {
      this.credential(text, path);
    } else if (text.includes("${") || text.includes("%{")) {
      this.expression(text, path, use);
    } else {
      this.literal(text, path, use);
    }
  }

  private credential(text: string, path: string): void {
    if (!isEphemeral(this.originsOf(text))) {
      this.report("provider", path, "the provider signs in with a secret");
    }
  }

  private expression(text: string, path: string, use: Use): void {
    const mayBe = MAY_BE_SECRET.test(text);
    const origins = mayBe ? this.originsOf(text) : [];
    if (this.secretArrives(text, path, use, origins)) {
      return;
    }
    const variable = origins.find(({ kind }) => kind === "variable");
    const literal = mayBe ? this.context.analysis.literalOf(text, this.block) : undefined;
    if (use.as === "secret" || use.as === "write-only") {
      const written = WRAPPED.exec(text)?.[1] ?? literal;
      if (typeof written === "string" && written !== "" && !this.isHarmless(written, path, use)) {
        this.written(path, origins);
      } else if (variable && path === this.forced?.argument) {
        this.report("forced", path, this.forced.by);
      }
      return;
    }
    if (isSecretSetting(use) && isSecretVariable(origins, literal)) {
      this.setting(path, `${use.name!} is a secret in a setting`);
    } else if (literal === undefined) {
      this.template(text, path, use);
    } else if (typeof literal === "string" && literal !== text) {
      const shape = secretShape(literal);
      if (shape !== undefined && variable?.block && !secretShape(text)) {
        this.feed(origins, path);
      } else {
        this.literal(literal, path, use);
      }
    }
  }

  /** An expression with secrets as text, or with a password of a variable in a connection string. */
  private template(text: string, path: string, use: Use): void {
    const reads = use.as === "user-data" || use.as === "script";
    const assigned = reads ? assignedSecret(text) : undefined;
    const shape = secretShape(text);
    const kind = use.as === "user-data" ? "user-data" : use.as === "setting" ? "setting" : "text";
    if (shape !== undefined) {
      this.report(kind, path, `${shape} is in the text`);
    } else if (assigned !== undefined) {
      this.report(kind, path, `${assigned} is set in the text`);
    } else if ((use.as === "setting" || use.as === "text") && hasPasswordOfExpression(text)) {
      this.setting(path, "a connection string has a password in it");
    }
  }

  /** A secret that another resource computes; whether there is one. */
  private secretArrives(text: string, path: string, use: Use, origins: readonly Origin[]): boolean {
    const sources = origins.map(sourceOf).filter((source) => source !== undefined);
    if (use.as === "secret") {
      const random = origins.find(({ type }) => /^random_(string|id|uuid|pet|integer|shuffle)$/.test(type));
      sources.push(...(random ? [{ what: `${random.attribute} of ${addressOf(random)}`, telemetry: false }] : []));
    }
    const secret = sources.find(({ telemetry }) => !telemetry) ?? sources[0];
    if (!secret || isHashed(text)) {
      return secret !== undefined;
    }
    if (!(this.block.kind === "data" && SIGNATURES.test(this.block.type))) {
      this.arrived(secret, path, origins);
    }
    return true;
  }

  private arrived(source: Source, path: string, origins: readonly Pick<Origin, "block">[]): void {
    if (source.telemetry) {
      if (origins.every(({ block }) => !isLocalOff(block))) {
        this.report("telemetry", path, `${source.what} arrives here`);
      }
    } else if (path === this.forced?.argument) {
      this.report("forced", path, `${source.what} arrives here: ${this.forced.by}`);
    } else {
      this.report("computed", path, `${source.what} arrives here`);
    }
  }

  private literal(text: string, path: string, use: Use): void {
    const foreign = this.context.texts.in(text, this.block);
    if (foreign) {
      this.arrived(
        { what: `${foreign.attribute} of ${foreign.block.address}`, telemetry: isTelemetry(foreign) },
        path,
        [foreign],
      );
    } else if (use.as === "secret" || use.as === "write-only") {
      if (!this.isHarmless(text, path, use)) {
        this.written(path, []);
      }
    } else if (use.as === "user-data") {
      this.template(decoded(text), path, use);
    } else if (isSecretSetting(use) && !isNoSecret(text)) {
      this.setting(path, `${use.name!} is a secret in a setting`);
    } else {
      this.template(text, path, use);
    }
  }

  /** A literal in an argument that is a secret: found at the variable if it is the default of one. */
  private written(path: string, origins: readonly Origin[]): void {
    if (this.isState) {
      if (path !== this.forced?.argument) {
        this.report("state", path, "the secret is in the state");
      }
    } else if (!this.feed(origins, path)) {
      this.report("literal", path, "the secret is written in the configuration");
    }
  }

  private feed(origins: readonly Origin[], path: string): boolean {
    const variables = origins.filter(({ kind, block }) => kind === "variable" && block);
    variables.forEach(({ block }) => this.context.feeding.set(block!, `it becomes ${path} of ${this.block.address}`));
    return variables.length > 0;
  }

  private setting(path: string, message: string): void {
    const automation = this.block.type.startsWith("azurerm_automation_variable_") && path === "value";
    const encrypted = this.context.analysis.literalOf(this.block.values.encrypted, this.block) === true;
    this.report(automation && !encrypted ? "automation-variable" : "setting", path, message);
  }

  private originsOf(text: string): readonly Origin[] {
    return this.context.analysis.originsOf(text, this.block);
  }

  private isHarmless(text: string, path: string, { byName }: Use): boolean {
    return byName ? isNoSecret(text) : text.includes("@Microsoft.KeyVault") || isPlaceholder(text, path, this.block);
  }

  private report(kind: Kind, path: string, message: string): void {
    this.context.report(kind, { block: this.block, path, message });
  }
}
