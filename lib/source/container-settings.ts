import { type ITerraformResource, Token } from "cdktf";
import {
  asConstruct,
  configureBlock,
  configured,
  ignoredProblems,
  isIgnored,
  isOverridden,
  onlyBlock,
} from "../core/attributes";
import { checkAtSynth } from "../core/problems";
import { type Problem } from "../core/rules";
import { LOST_SETTINGS } from "./lost-settings";
import { type PresentSetting, type SettingsPlace } from "./settings-support";

/** A block as bindings keep it. */
type Block = Readonly<Record<string, unknown>>;
type Settings = Readonly<Record<string, string>>;

interface EnvironmentVariable {
  readonly name: string;
  readonly value?: string;
}

/** As properties of the bindings. */
const LISTS = ["container", "initContainer"];

/** The environment of the containers of a source: of all, because all share its identities. */
export class ContainerSettings implements SettingsPlace {
  private readonly added = new Map<string, string>();

  public constructor(
    private readonly source: ITerraformResource,
    /** The block with the containers, if they are not in the resource itself. */
    private readonly within?: "template",
  ) {}

  public get isUnknown(): boolean {
    return this.blocks() === undefined;
  }

  public present(name: string): readonly PresentSetting[] {
    return this.containers().flatMap((container) => this.inContainer(container, name));
  }

  public add(settings: Settings): void {
    if (this.added.size === 0) {
      checkAtSynth(asConstruct(this.source), () => this.lost());
    }
    Object.entries(settings).forEach(([name, value]) => this.added.set(name, value));
    const blocks = this.blocks() ?? {};
    const changed = LISTS.filter((list) => Array.isArray(blocks[list])).map((list) => [
      list,
      (blocks[list] as Block[]).map((container) => this.withSettings(container, settings)),
    ]);
    const all = Object.fromEntries(changed) as Readonly<Record<string, Block[]>>;
    if (this.within) {
      configureBlock(this.source, this.within, { ...blocks, ...all });
      return;
    }
    Object.entries(all).forEach(([list, containers]) => {
      configureBlock(this.source, list, containers);
    });
  }

  /** The block or resource with the containers; undefined if only Terraform knows what is in it. */
  private blocks(): Block | undefined {
    const given = this.within
      ? configured(this.source, this.within)
      : Object.fromEntries(LISTS.map((list) => [list, configured(this.source, list)]));
    const block = onlyBlock(given) ?? {};
    const isKnown = (value: unknown): boolean =>
      value === undefined || (Array.isArray(value) && !Token.isUnresolved(value) && !value.some(isToken));
    return isToken(block) || !LISTS.every((list) => isKnown((block as Block)[list])) || !this.areKnown(block as Block)
      ? undefined
      : (block as Block);
  }

  private areKnown(block: Block): boolean {
    return containersIn(block).every(
      ({ env, environmentVariables }) => !isToken(env) && !isToken(environmentVariables),
    );
  }

  private containers(): readonly Block[] {
    return containersIn(this.blocks() ?? {});
  }

  private inContainer(container: Block, name: string): readonly PresentSetting[] {
    if (this.within) {
      return variablesOf(container)
        .filter((variable) => variable.name === name)
        .map(({ value }) => ({ value }));
    }
    const map = mapOf(container);
    return Object.hasOwn(map, name) ? [{ value: map[name] }] : [];
  }

  private withSettings(container: Block, settings: Settings): Block {
    const missing = Object.entries(settings).filter(([name]) => this.inContainer(container, name).length === 0);
    return this.within
      ? { ...container, env: [...variablesOf(container), ...missing.map(([name, value]) => ({ name, value }))] }
      : { ...container, environmentVariables: { ...mapOf(container), ...Object.fromEntries(missing) } };
  }

  private lost(): Problem[] {
    const attributes = this.within ? [this.within] : ["container", "init_container"];
    const ignored = attributes.find((attribute) => isIgnored(this.source, attribute));
    if (ignored !== undefined) {
      return ignoredProblems(this.source, ignored);
    }
    const overridden = attributes.find((attribute) => isOverridden(this.source, attribute));
    if (overridden !== undefined) {
      return LOST_SETTINGS.overridden(overridden);
    }
    const isThere = this.containers().every((container) =>
      [...this.added.keys()].every((name) => this.inContainer(container, name).length > 0),
    );
    return isThere && !this.isUnknown ? [] : LOST_SETTINGS.replaced(attributes[0] ?? "");
  }
}

function isToken(value: unknown): boolean {
  return value !== undefined && Token.isUnresolved(value);
}

function containersIn(block: Block): readonly Block[] {
  return LISTS.flatMap((list) => (block[list] ?? []) as readonly Block[]);
}

const variablesOf = (container: Block): readonly EnvironmentVariable[] =>
  (container.env ?? []) as readonly EnvironmentVariable[];

const mapOf = (container: Block): Settings => (container.environmentVariables ?? {}) as Settings;
