import { setMaxListeners } from "node:events";
import { setTimeout } from "node:timers/promises";
import { type Diagnostic, type StateAnswer } from "../protocol/provider";
import { type ObjectValue, textOf } from "../protocol/values";
import { type ConfiguredAccount } from "./account";
import { type Azure } from "./azure";
import { type Resource } from "./inventory";
import { type CompleteModel, type NewResource, type Outcome, type Write } from "./model";
import { modelOf } from "./models";
import { newIdOf } from "./new-id";
import { alreadyExists, Refusal } from "./refusal";
import { settle, type Settled } from "./settle";

/** The contents of a write, without its author and target. */
export type WriteRequest = Pick<Write, "type" | "schema" | "attributes" | "config">;

/** Creates, updates and deletes resources for one account. A failed write leaves Azure and the state unchanged. */
export class Writer {
  private interruption = newInterruption();

  public constructor(
    private readonly azure: Azure,
    private readonly account: ConfiguredAccount,
  ) {}

  /** Aborts pending writes. */
  public stop(): void {
    this.interruption.abort();
    this.interruption = newInterruption();
  }

  /** Creates a resource without a prior state, and updates one with it. */
  public async write(request: WriteRequest, prior: ObjectValue | null): Promise<StateAnswer> {
    const resource = { ...request, azure: this.azure, account: this.account };
    const model = modelOf(request.type);
    const what = `${prior ? "updating" : "creating"} ${nameOf(request.type, request.attributes)}`;
    return this.attempt(what, prior, async () => {
      this.azure.faults.beforeWrite();
      const id = prior ? (textOf(prior.id) ?? "") : newIdOf(resource);
      await this.wait(this.azure.latency);
      const write = { ...resource, id, before: this.present(id, resource, model, prior) };
      model.check(write);
      const outcome = (await model.carryOut?.(write)) ?? { computed: {} };
      const { applied: state, unplanned } = this.put(write, outcome);
      const refusal = outcome.failure ?? (prior ? undefined : this.azure.faults.lostAnswer());
      const warnings = model.warn(write).map((summary): Diagnostic => ({ severity: "warning", summary }));
      return { state, unplanned, diagnostics: [...warnings, ...(refusal ? [failure(what, refusal)] : [])] };
    });
  }

  public async remove(type: string, prior: ObjectValue): Promise<StateAnswer> {
    const id = textOf(prior.id) ?? "";
    return this.attempt(`deleting ${nameOf(type, prior)}`, prior, async () => {
      this.azure.faults.beforeWrite();
      await this.wait(this.azure.latency);
      const resource = this.azure.inventory.find(id, type);
      if (resource?.type === type) {
        modelOf(type).checkRemoval(resource, this.azure, this.account);
        const made = modelOf(type).takesAlong(this.account) ? (resource.made ?? []) : [];
        if (!resource.declared || !modelOf(type).adopts(prior)) {
          made.forEach((one) => this.azure.inventory.remove(one));
          this.azure.inventory.remove(id, type);
        }
      }
      return { state: null };
    });
  }

  /** A rejected or interrupted write leaves the state unchanged. */
  private async attempt(
    what: string,
    prior: ObjectValue | null,
    change: () => Promise<StateAnswer>,
  ): Promise<StateAnswer> {
    try {
      return await change();
    } catch (error) {
      if (error instanceof Refusal) {
        return { state: prior, diagnostics: [failure(what, error)] };
      }
      if (error instanceof Error && error.name === "AbortError") {
        return { state: prior, diagnostics: [failure(what, new Refusal("context canceled"))] };
      }
      throw error;
    }
  }

  /** The existing resource: for an update, or for a creation that may adopt it. */
  private present(
    id: string,
    resource: NewResource,
    model: CompleteModel,
    prior: ObjectValue | null,
  ): Resource | undefined {
    const present = this.azure.inventory.find(id, resource.type);
    if (prior && !present && !model.builtIn) {
      throw new Refusal(`${id} was not found`);
    }
    if (!prior && present && !model.adopts(resource.attributes)) {
      throw alreadyExists(present.id, resource.type);
    }
    return present;
  }

  private put(write: Write, { computed, made = [] }: Outcome): Settled {
    const { azure, account, type, id, before } = write;
    const settled = settle(write, computed);
    if (!modelOf(type).builtIn) {
      azure.inventory.put({ id, type, account, state: settled.kept, made, declared: before?.declared ?? false });
    }
    return settled;
  }

  private async wait(milliseconds: number): Promise<void> {
    if (milliseconds > 0) {
      await setTimeout(milliseconds, undefined, { signal: this.interruption.signal });
    }
  }
}

/** Any number of writes can listen to it. */
function newInterruption(): AbortController {
  const interruption = new AbortController();
  setMaxListeners(0, interruption.signal);
  return interruption;
}

function nameOf(type: string, { name, display_name: displayName }: ObjectValue): string {
  const text = textOf(name) ?? textOf(displayName);
  return text === undefined ? type : `${type} "${text}"`;
}

const failure = (what: string, { message }: Refusal): Diagnostic => ({
  severity: "error",
  summary: `${what}: ${message}`,
});
