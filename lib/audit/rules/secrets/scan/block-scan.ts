import { type ForcedSecret } from "../../../data/forced-secrets";
import { type Origin } from "../../../terraform/analysis";
import { type Block, type Values } from "../../../terraform/document";
import { type Argument } from "./argument";
import { isPlaceholder } from "./ignored";
import { isNoSecret } from "./names";
import { type Kind, type ScanContext } from "./context";
import { assignedSecret, hasPasswordOfExpression, secretShape } from "./shapes";
import { addressOf, isTelemetry, type Source, sourcesIn } from "./sources";
import { isEphemeral, isHashed, isLocalOff, isSecretVariable, mayBeSecretVariable } from "./origins-of-secrets";
import { decoded } from "./user-data";
import { secretSetting, type Use } from "./uses";
import { eachText } from "./walk";

/** Expressions without any of these give no secret away. */
const MAY_BE_SECRET =
  /local\.|var\.|module\.|each\.|self\.|remote_state|key(?!_vault)|secret|password|token|connection_string|sas|credential|kube|random_|tls_|callback_url|webhook|output|radius/i;

/** Data sources that make signatures: a rule of their own reports them. */
const SIGNATURES = /^azurerm_\w+_sas$/;

/** An argument of `sensitive` or an encoder that is a literal. */
const WRAPPED = /^\$\{(?:sensitive|nonsensitive|base64encode|trimspace)\("([^"$\\]{1,500})"\)\}$/;

const NONE: readonly Origin[] = [];

/** The scan of one block: every text in it is reported at most once, by the rule that says most about it. */
export class BlockScan {
  private readonly isState: boolean;

  public constructor(
    private readonly context: ScanContext,
    private readonly block: Block,
    private readonly forced: ForcedSecret | undefined,
  ) {
    this.isState = block.document.kind === "state";
  }

  public scan(): void {
    const values = this.isState ? this.block.values : this.block.expressions;
    eachText(values, this.context.types.of(this.block), (text, argument, owner) => {
      const { use } = argument;
      if (use.as === "credential") {
        this.credential(text, argument);
      } else if (text.includes("${") || text.includes("%{")) {
        this.expression(text, argument, owner);
      } else if (use.as !== "computed") {
        this.literal(text, argument, owner);
      }
    });
  }

  private credential(text: string, { path }: Argument): void {
    if (!isEphemeral(this.originsOf(text))) {
      this.report("provider", path, "the provider signs in with a secret");
    }
  }

  private expression(text: string, argument: Argument, owner: Values): void {
    const { path, key, use } = argument;
    const isSecret = isUsedAsSecret(use, owner);
    const origins = isSecret || MAY_BE_SECRET.test(text) ? this.originsOf(text) : NONE;
    if (origins.length === 0) {
      const written = isSecret ? WRAPPED.exec(text)?.[1] : undefined;
      const literal = written ?? this.literalOf(text);
      if (typeof literal === "string") {
        this.literal(literal, argument, owner);
      } else if (!isSecret) {
        this.template(text, path, use);
      }
      return;
    }
    const name = secretSetting(use, key, owner);
    if (this.secretArrives(text, path, isSecret || name !== undefined, origins)) {
      return;
    }
    const literal = this.literalOf(text);
    const variable = origins.find(({ kind }) => kind === "variable");
    if (isSecret) {
      if (typeof literal === "string" && !this.isHarmless(literal, path, use)) {
        this.written(path, origins);
      } else if (variable && path === this.forced?.argument) {
        this.report("forced", path, this.forced.by);
      }
      return;
    }
    if (name !== undefined && mayBeSecretVariable(origins) && !(typeof literal === "string" && isNoSecret(literal))) {
      this.setting(path, `${name} is a secret in a setting`);
    } else if (isReadable(argument) && origins.some((origin) => isSecretVariable([origin]))) {
      this.report(use.as === "user-data" ? "user-data" : "text", path, "a secret variable becomes part of the text");
    } else if (typeof literal === "string" && secretShape(literal) !== undefined && !secretShape(text)) {
      this.feed(origins, path);
    } else {
      this.template(text, path, use);
    }
  }

  /** A text with secrets in it, or with a password of a variable in a connection string. */
  private template(text: string, path: string, use: Use): void {
    const isSetting = use.as === "setting" || use.as === "pair";
    const kind = use.as === "user-data" ? "user-data" : isSetting ? "setting" : "text";
    const shape = secretShape(text);
    if (shape !== undefined) {
      this.report(kind, path, `${shape} is in the text`);
    } else if (use.as === "user-data" || use.as === "script") {
      const assigned = assignedSecret(text);
      if (assigned !== undefined) {
        this.report(kind, path, `${assigned} is set in the text`);
      }
    } else if ((isSetting || use.as === "text") && hasPasswordOfExpression(text)) {
      this.setting(path, "a connection string has a password in it");
    }
  }

  /** A secret that another resource computes; whether there is one. */
  private secretArrives(text: string, path: string, isSecret: boolean, origins: readonly Origin[]): boolean {
    const sources = sourcesIn(text, origins);
    if (isSecret) {
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

  private literal(text: string, { path, key, use }: Argument, owner: Values): void {
    const foreign = this.context.texts.in(text, this.block);
    if (foreign) {
      const what = `${foreign.attribute} of ${foreign.block.address}`;
      this.arrived({ what, telemetry: isTelemetry(foreign) }, path, [foreign]);
    } else if (isUsedAsSecret(use, owner)) {
      if (!this.isHarmless(text, path, use)) {
        this.written(path, NONE);
      }
    } else if (use.as === "user-data") {
      this.template(decoded(text), path, use);
    } else {
      const name = secretSetting(use, key, owner);
      if (name !== undefined && !isNoSecret(text)) {
        this.setting(path, `${name} is a secret in a setting`);
      } else {
        this.template(text, path, use);
      }
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

  /** What a text is, if it refers to locals and variables only. */
  private literalOf(text: string): unknown {
    return text.includes("local.") || text.includes("var.")
      ? this.context.analysis.literalOf(text, this.block)
      : undefined;
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

const isUsedAsSecret = ({ as, condition }: Use, owner: Values): boolean =>
  as === "write-only" ||
  (as === "secret" && (condition === undefined || owner[condition] === true || owner[condition] === "true"));

/** Texts that every process of a machine can read; protected settings are not among them. */
const isReadable = ({ key, use }: Argument): boolean =>
  use.as === "user-data" || (use.as === "script" && key === "settings");
