import { type ForcedSecret } from "../../../data/forced-secrets";
import { type Origin } from "../../../terraform/analysis";
import { type Block, type Values } from "../../../terraform/document";
import { type Argument } from "./argument";
import { isHarmlessInVault, isPlaceholder } from "./ignored";
import { isBlank, isNoSecret, isUserName } from "./names";
import { BlockFindings } from "./block-findings";
import { type ScanContext } from "./context";
import { assignedSecret, secretShape } from "./shapes";
import { addressOf, isTelemetry, sourcesIn } from "./sources";
import {
  hasSecretVariable,
  isFromVault,
  isEphemeral,
  isHashed,
  isSecretVariable,
  mayBeSecretVariable,
} from "./origins-of-secrets";
import { decoded } from "./user-data";
import { nameOfValue, secretSetting, takesSettings, type Use } from "./uses";
import { eachText } from "./walk";

/** Expressions without any of these give no secret away. */
const MAY_BE_SECRET =
  /local\.|var\.|module\.|each\.|self\.|remote_state|key(?!_vault)|secret|password|token|connection_string|sas|credential|kube|random_|tls_|callback_url|webhook|output|radius/i;

/** Data sources that make signatures: a rule of their own reports them. */
const SIGNATURES = /^azurerm_\w+_sas$/;

/** An argument of `sensitive` or an encoder that is a literal. */
const WRAPPED = /^\$\{(?:sensitive|nonsensitive|base64encode|trimspace)\("([^"$\\]{1,500})"\)\}$/;

/** What App Service replaces: "@Microsoft.KeyVault(…)", "@AppSettingRef(…)". */
const REFERENCE = /^@[\w.]{1,40}\(/;

const NONE: readonly Origin[] = [];

/** The scan of one block: every text in it is reported at most once, by the rule that says most about it. */
export class BlockScan {
  private readonly findings: BlockFindings;

  public constructor(
    private readonly context: ScanContext,
    private readonly block: Block,
    forced: ForcedSecret | undefined,
  ) {
    this.findings = new BlockFindings(context, block, forced);
  }

  public scan(): void {
    const { document, values, expressions } = this.block;
    eachText(
      document.kind === "state" ? values : expressions,
      this.context.types.of(this.block),
      (text, argument, owner) => {
        const { use } = argument;
        if (use.as === "credential") {
          this.credential(text, argument);
        } else if (text.includes("${") || text.includes("%{")) {
          this.expression(text, argument, owner);
        } else if (use.as !== "computed") {
          this.literal(text, argument, owner);
        }
      },
    );
  }

  private credential(text: string, { path }: Argument): void {
    if (!isEphemeral(this.originsOf(text))) {
      this.findings.report("provider", path, "the provider signs in with a client secret");
    }
  }

  private expression(text: string, argument: Argument, owner: Values): void {
    const { path, key, use } = argument;
    const isSecret = isUsedAsSecret(use, owner);
    if (isSecret && text === "${each.value}" && this.findings.literalOfEach(path)) {
      return;
    }
    const origins = isSecret || MAY_BE_SECRET.test(text) ? this.originsOf(text) : NONE;
    if (origins.length === 0) {
      const written = isSecret ? WRAPPED.exec(text)?.[1] : undefined;
      const literal = written ?? this.literalOf(text);
      if (typeof literal === "string") {
        this.literal(literal, argument, owner);
      } else if (isSecret) {
        this.encoded(text, path);
      } else {
        this.findings.template(text, path, use);
      }
      return;
    }
    if (!isSecret && isUserName(nameOfValue(use, key, owner)) && origins.every(isFromVault)) {
      return;
    }
    const name = secretSetting(use, key, owner);
    if (this.secretArrives(text, path, isSecret || name !== undefined, origins)) {
      return;
    }
    const literal = this.literalOf(text);
    if (isSecret) {
      if (typeof literal === "string" && !this.isHarmless(literal, path, use)) {
        this.findings.written(path, origins);
      } else if (origins.some(({ kind }) => kind === "variable")) {
        this.findings.variable(path);
      } else {
        this.encoded(text, path);
      }
      return;
    }
    if (name !== undefined && mayBeSecretVariable(origins) && !(typeof literal === "string" && isNoSecret(literal))) {
      this.findings.setting(path, `${name} is a setting with a secret`);
    } else if (isReadable(argument) && origins.some((origin) => isSecretVariable([origin]))) {
      this.findings.report(
        use.as === "user-data" ? "user-data" : "text",
        path,
        "a secret variable flows into the text",
      );
    } else if (typeof literal === "string" && secretShape(literal) !== undefined && !secretShape(text)) {
      this.findings.feed(origins, path);
    } else if (takesSettings(use, key) && hasSecretVariable(text, origins)) {
      this.findings.setting(path, "a secret variable flows into the setting");
    } else {
      this.findings.template(text, path, use);
    }
  }

  /** A secret in an object that becomes text: "${jsonencode({ password = "…" })}". */
  private encoded(text: string, path: string): void {
    if (assignedSecret(text) !== undefined) {
      this.findings.written(path, NONE);
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
      this.findings.arrived(secret, path, origins);
    }
    return true;
  }

  private literal(text: string, { path, key, use }: Argument, owner: Values): void {
    const foreign = this.context.texts.in(text, this.block);
    if (foreign) {
      const what = `${foreign.attribute} of ${foreign.block.address}`;
      this.findings.arrived({ what, telemetry: isTelemetry(foreign) }, path, [foreign]);
    } else if (isUsedAsSecret(use, owner)) {
      if (!this.isHarmless(text, path, use)) {
        this.findings.written(path, NONE);
      }
    } else if (use.as === "user-data") {
      this.findings.template(decoded(text), path, use);
    } else {
      const name = secretSetting(use, key, owner);
      if (name !== undefined && !isNoSecret(text)) {
        this.findings.setting(path, `${name} is a setting with a secret`);
      } else {
        this.findings.template(text, path, use);
      }
    }
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
    return byName
      ? isNoSecret(text)
      : REFERENCE.test(text) ||
          isBlank(text) ||
          isPlaceholder(text, path, this.block) ||
          isHarmlessInVault(text, this.block);
  }
}

const isUsedAsSecret = ({ as, condition }: Use, owner: Values): boolean =>
  as === "write-only" ||
  (as === "secret" && (condition === undefined || owner[condition] === true || owner[condition] === "true"));

/** Texts that every process of a machine can read; protected settings are not among them. */
const isReadable = ({ key, use }: Argument): boolean =>
  use.as === "user-data" || (use.as === "script" && key === "settings");
