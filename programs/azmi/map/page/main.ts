import { type MapImpersonation } from "../../../../lib/audit/map/map-data";
import { linkDetails, nodeDetails, pathDetails } from "./details";
import { draw } from "./draw";
import { button, element, found } from "./element";
import { filtered } from "./filter";
import { geometry } from "./geometry";
import { type Graph, graphOf } from "./graph";
import { grantsTable } from "./grants-table";
import { moveWithArrows } from "./keyboard";
import { overview } from "./overview";
import { pathPicture } from "./paths";
import { pathsTo, type Question } from "./questions";
import { readData } from "./read-data";
import { groupKey, type Picture, shown } from "./shown";
import { initial, isFiltered, Store } from "./state";
import { toolbar } from "./toolbar";
import { counted } from "./words";

/** The page: draws what the state says, again after each change. */
class Page {
  private readonly store: Store;
  private readonly canvas = found("canvas");
  private readonly details = found("details");
  private picture: Picture | undefined;
  private printWidth: number | undefined;

  public constructor(private readonly graph: Graph) {
    this.store = new Store(initial(graph.isDifference));
    found("toolbar").append(toolbar(graph, this.store, this.reveal));
    found("summary").textContent = summary(graph);
    document.title = graph.isDifference ? "Access changes" : "Access map";
    found("heading").textContent = document.title;
    moveWithArrows(this.canvas);
    this.store.onChange(() => {
      this.render();
    });
    new ResizeObserver(() => {
      this.render();
    }).observe(found("main"));
    window.addEventListener("beforeprint", () => {
      this.printWidth = 1040;
      this.render();
    });
    window.addEventListener("afterprint", () => {
      this.printWidth = undefined;
      this.render();
    });
    document.addEventListener("keydown", (event) => {
      this.onKey(event);
    });
    this.render();
  }

  private onKey(event: KeyboardEvent): void {
    const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
    if (event.key === "Escape") {
      const { selected } = this.store.current;
      this.store.update(selected === undefined ? { question: undefined } : { selected: undefined });
    } else if (event.key === "/" && !isTyping) {
      event.preventDefault();
      found("search").focus();
    }
  }

  private readonly select = (id: string): void => {
    this.store.update({ selected: this.store.current.selected === id ? undefined : id });
  };

  /** Selects something that may be hidden by filters, a question or a closed group. */
  private readonly reveal = (id: string): void => {
    const node = this.graph.nodes.get(id);
    const hidden = node !== undefined && !this.part().nodes.includes(node);
    const { toggled } = this.store.current;
    const open =
      node === undefined || node.cluster === ""
        ? toggled
        : new Map(toggled).set(groupKey(node.column, node.cluster), true);
    const { risks, kind, cluster } = initial(false);
    const all = { question: undefined, risks, kind, cluster, onlyChanges: false, view: "map" as const };
    this.store.update({
      selected: id,
      toggled: lastOpened(open),
      question: undefined,
      view: "map",
      ...(hidden ? all : {}),
    });
    this.byKey(id)?.scrollIntoView({ block: "center", inline: "nearest" });
    this.byKey(id)?.focus();
  };

  private readonly ask = (asked: Question, about: string): void => {
    this.store.update({
      question: { asked, about },
      selected: asked === "who-becomes" ? undefined : about,
      view: "map",
    });
    this.canvas.scrollTo(0, 0);
    this.details.scrollTo(0, 0);
  };

  private part(): ReturnType<typeof filtered> {
    return filtered(this.graph, this.store.current);
  }

  private paths(): readonly MapImpersonation[] | undefined {
    const { question } = this.store.current;
    return question?.asked === "who-becomes" ? pathsTo(this.graph, question.about) : undefined;
  }

  private render(): void {
    const focused = document.activeElement?.getAttribute("data-key");
    const { current } = this.store;
    const paths = this.paths();
    const part = this.part();
    this.picture = paths === undefined ? shown(part, current) : pathPicture(this.graph, paths);
    const isTable = current.view === "table";
    found("table").replaceChildren(
      ...(isTable || this.printWidth !== undefined ? [grantsTable(this.graph, part, this.reveal)] : []),
    );
    this.canvas.hidden = isTable;
    if (!isTable) {
      this.drawMap(this.picture);
    }
    found("question").replaceChildren(...this.banner(paths));
    this.details.replaceChildren(...this.panel(paths));
    if (focused !== null && focused !== undefined) {
      this.byKey(focused)?.focus({ preventScroll: true });
    }
  }

  private drawMap(picture: Picture): void {
    if (picture.cards.length === 0) {
      this.canvas.replaceChildren(this.emptyState());
      return;
    }
    const width = this.printWidth ?? this.canvas.clientWidth;
    const { toggled, selected } = this.store.current;
    const drawn = draw(picture, geometry(picture, width), selected, {
      select: this.select,
      toggle: (group, isOpen) => {
        const topOf = (): number => this.byKey(group)?.getBoundingClientRect().top ?? 0;
        const before = topOf();
        const changed = new Map([...toggled].filter(([key]) => key !== group));
        this.store.update({ toggled: lastOpened(changed.set(group, isOpen)) });
        // What was clicked stays under the pointer.
        this.canvas.scrollBy(0, topOf() - before);
      },
    });
    this.canvas.replaceChildren(...drawn);
  }

  private emptyState(): HTMLElement {
    const { current } = this.store;
    const [title, text] = isFiltered(current)
      ? ["Nothing matches the filters", "Choose another risk, kind or group."]
      : current.question !== undefined
        ? ["Nobody can", "Nothing on this map lets anybody act as it."]
        : this.graph.isDifference
          ? ["Nothing changes", "The same identities can reach the same resources."]
          : ["No access", "No identity of these documents can reach anything."];
    return element("div", { class: "empty" }, element("h2", {}, title), element("p", {}, text));
  }

  private banner(paths: readonly MapImpersonation[] | undefined): HTMLElement[] {
    const { question } = this.store.current;
    if (question === undefined) {
      return [];
    }
    const name = this.graph.nodes.get(question.about)?.label ?? question.about;
    const part = this.part();
    const count = (column: string): number => part.nodes.filter((node) => node.column === column).length;
    const [title, answer] = {
      "who-reaches": [
        `Who can reach ${name}?`,
        `${counted(count("identity"), "identity", "identities")}, ${counted(count("source"), "source")}`,
      ],
      "what-reaches": [`What can ${name} reach?`, counted(count("target"), "target")],
      "who-becomes": [`Who can become ${name}?`, counted(paths?.length ?? 0, "way")],
    }[question.asked];
    const back = button(
      { class: "filter" },
      () => {
        this.store.update({ question: undefined });
      },
      "Show everything",
    );
    return [element("div", { class: "banner" }, element("strong", {}, title), element("span", {}, answer), back)];
  }

  private panel(paths: readonly MapImpersonation[] | undefined): HTMLElement[] {
    const { selected, question } = this.store.current;
    const actions = { select: this.reveal, ask: this.ask };
    const node = this.graph.nodes.get(selected ?? "");
    if (node !== undefined) {
      return nodeDetails(this.graph, node, actions);
    }
    const asked = this.graph.nodes.get(question?.about ?? "");
    if (paths !== undefined && asked !== undefined) {
      return pathDetails(this.graph, asked, paths, actions);
    }
    const line = this.picture?.lines.find(({ id }) => id === selected);
    const links = line?.links ?? this.graph.links.filter(({ id }) => id === selected);
    return links.length > 0 ? linkDetails(this.graph, links, actions) : overview(this.graph, this.reveal, this.ask);
  }

  private byKey(key: string): HTMLElement | undefined {
    return [...document.querySelectorAll<HTMLElement>("[data-key]")].find(
      (each) => each.getAttribute("data-key") === key,
    );
  }
}

/** With too many open groups, the map would be neither readable nor quick: the ones opened first close. */
const MOST_OPEN = 8;

function lastOpened(toggled: ReadonlyMap<string, boolean>): Map<string, boolean> {
  const open = [...toggled].filter(([, isOpen]) => isOpen).map(([key]) => key);
  const closing = new Set(open.slice(0, -MOST_OPEN));
  return new Map([...toggled].filter(([key]) => !closing.has(key)));
}

function summary({ nodes, links, isDifference }: Graph): string {
  const count = (column: string): number => [...nodes.values()].filter((node) => node.column === column).length;
  const grants = links.flatMap((each) => each.grants);
  return isDifference
    ? ["added", "removed", "changed"]
        .map((change) => `${String(grants.filter((grant) => grant.change === change).length)} ${change}`)
        .join(" · ")
    : [
        counted(count("source"), "source"),
        counted(count("identity") + count("group"), "identity", "identities"),
        counted(count("target"), "target"),
        counted(grants.length, "grant"),
      ].join(" · ");
}

new Page(graphOf(readData()));
document.documentElement.setAttribute("data-ready", "");
