import { RISKS } from "../../../../lib/audit/map/risks";
import { button, element } from "./element";
import { type Graph } from "./graph";
import { search } from "./search";
import { ALL_RISKS, initial, isFiltered, type State, type Store } from "./state";

/** Search, filters, and the choice between map and table. */
export function toolbar(graph: Graph, store: Store, select: (id: string) => void): HTMLElement {
  const nodes = [...graph.nodes.values()];
  const kinds = [...new Set(nodes.map(({ kind }) => kind))].sort();
  const clusters = [...new Set(nodes.map(({ cluster }) => cluster))].filter((name) => name !== "").sort();
  const grants = graph.links.flatMap((each) => each.grants);
  const risks = ALL_RISKS.map((risk) => {
    const { symbol, word } = RISKS[risk];
    const count = String(grants.filter((grant) => grant.risk === risk).length);
    return pressed(
      store,
      `filter risk-${risk}`,
      ({ risks: chosen }) => chosen.has(risk),
      ({ risks: chosen }) => ({ risks: chosen.has(risk) ? without(chosen, risk) : new Set([...chosen, risk]) }),
      element("span", { class: "mark", "aria-hidden": "true" }, symbol),
      word,
      element("span", { class: "count" }, count),
    );
  });
  const clear = button(
    { class: "filter clear" },
    () => {
      const { risks: all, kind, cluster } = initial(graph.isDifference);
      store.update({ risks: all, kind, cluster });
    },
    "Clear filters",
  );
  const showClear = (): void => {
    clear.hidden = !isFiltered(store.current);
  };
  store.onChange(showClear);
  showClear();
  return element(
    "div",
    { class: "toolbar", role: "search", "aria-label": "Search and filter" },
    search(graph, select),
    element("div", { class: "filters", role: "group", "aria-label": "Risk" }, ...risks),
    choice(store, "kind", "All kinds", "Kind", kinds),
    choice(store, "cluster", "All groups", "Resource group or stack", clusters),
    graph.isDifference
      ? pressed(
          store,
          "filter",
          ({ onlyChanges }) => onlyChanges,
          ({ onlyChanges }) => ({ onlyChanges: !onlyChanges }),
          "Only changes",
        )
      : undefined,
    clear,
    element(
      "div",
      { class: "views", role: "group", "aria-label": "View" },
      pressed(
        store,
        "view",
        ({ view }) => view === "map",
        () => ({ view: "map" }),
        "Map",
      ),
      pressed(
        store,
        "view",
        ({ view }) => view === "table",
        () => ({ view: "table" }),
        "Table",
      ),
    ),
  );
}

function without<Item>(set: ReadonlySet<Item>, item: Item): Set<Item> {
  return new Set([...set].filter((each) => each !== item));
}

function pressed(
  store: Store,
  className: string,
  isPressed: (state: State) => boolean,
  change: (state: State) => Partial<State>,
  ...children: readonly (Node | string)[]
): HTMLElement {
  const created = button(
    { class: className },
    () => {
      store.update(change(store.current));
    },
    ...children,
  );
  const show = (): void => {
    created.setAttribute("aria-pressed", String(isPressed(store.current)));
  };
  store.onChange(show);
  show();
  return created;
}

function choice(
  store: Store,
  field: "kind" | "cluster",
  all: string,
  label: string,
  values: readonly string[],
): HTMLElement {
  const created = element(
    "select",
    { "aria-label": label },
    element("option", { value: "" }, all),
    ...values.map((value) => element("option", { value }, value)),
  );
  created.addEventListener("change", () => {
    store.update({ [field]: created.value });
  });
  store.onChange(() => {
    created.value = store.current[field];
  });
  return created;
}
