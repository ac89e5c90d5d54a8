import { type Risk } from "../../../../lib/audit/access/access-model";
import { type Question } from "./questions";

/** What the reader has chosen. */
export interface State {
  /** The id of a node, of a link, or of a path of "who can become this?". */
  readonly selected?: string;
  readonly question?: { readonly asked: Question; readonly about: string };
  readonly risks: ReadonlySet<Risk>;
  readonly kind: string;
  readonly cluster: string;
  /** In a difference: whether only changes are shown. */
  readonly onlyChanges: boolean;
  /** Groups that the reader has opened or closed, by key; the others are open if there is space for them. */
  readonly toggled: ReadonlyMap<string, boolean>;
  readonly view: "map" | "table";
}

export const ALL_RISKS: readonly Risk[] = ["privileged", "broad", "none"];

export const initial = (isDifference: boolean): State => ({
  risks: new Set(ALL_RISKS),
  kind: "",
  cluster: "",
  onlyChanges: isDifference,
  toggled: new Map(),
  view: "map",
});

export const isFiltered = ({ risks, kind, cluster }: State): boolean =>
  risks.size < ALL_RISKS.length || kind !== "" || cluster !== "";

/** Holds the state, and tells what shows it. */
export class Store {
  private readonly listeners: (() => void)[] = [];

  public constructor(private state: State) {}

  public get current(): State {
    return this.state;
  }

  public update(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
    this.listeners.forEach((listener) => {
      listener();
    });
  }

  public onChange(listener: () => void): void {
    this.listeners.push(listener);
  }
}
