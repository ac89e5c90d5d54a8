import { element } from "./element";
import { type Graph, type MapNode } from "./graph";
import { icon } from "./icons";

const MOST = 12;

/** A search field with the names that match, as a combobox: arrows move, Enter selects, Escape closes. */
export function search(graph: Graph, select: (id: string) => void): HTMLElement {
  const input = element("input", {
    id: "search",
    type: "search",
    placeholder: "Search names",
    autocomplete: "off",
    role: "combobox",
    "aria-label": "Search names",
    "aria-expanded": "false",
    "aria-controls": "matches",
    "aria-autocomplete": "list",
  });
  const list = element("ul", { id: "matches", role: "listbox", "aria-label": "Matches", hidden: true });
  const field = element("div", { class: "search" }, input, list);
  const nodes = [...graph.nodes.values()].map((node) => ({ node, text: `${node.label} ${node.kind}`.toLowerCase() }));
  let matches: readonly MapNode[] = [];
  let active = 0;

  const show = (isOpen: boolean): void => {
    list.hidden = !isOpen;
    input.setAttribute("aria-expanded", String(isOpen));
    if (isOpen && matches.length > 0) {
      input.setAttribute("aria-activedescendant", `match-${String(active)}`);
    } else {
      input.removeAttribute("aria-activedescendant");
    }
    [...list.children].forEach((option, index) => {
      option.setAttribute("aria-selected", String(index === active));
    });
    list.children[active]?.scrollIntoView({ block: "nearest" });
  };
  const choose = (node: MapNode | undefined): void => {
    if (node !== undefined) {
      show(false);
      input.value = "";
      select(node.id);
    }
  };
  const find = (): void => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    matches =
      words.length === 0
        ? []
        : nodes
            .filter(({ text }) => words.every((word) => text.includes(word)))
            .map(({ node }) => node)
            .slice(0, MOST);
    active = 0;
    list.replaceChildren(...matches.map((node, index) => option(node, index, choose)));
    if (words.length > 0 && matches.length === 0) {
      list.append(
        element(
          "li",
          { class: "quiet", role: "option", "aria-disabled": "true", "aria-selected": "false" },
          "No name matches",
        ),
      );
    }
    show(words.length > 0);
  };
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => (active = Math.min(active + 1, matches.length - 1)),
    ArrowUp: () => (active = Math.max(active - 1, 0)),
  };
  input.addEventListener("input", find);
  input.addEventListener("focus", find);
  input.addEventListener("blur", () => {
    show(false);
  });
  input.addEventListener("keydown", (event) => {
    const move = keys[event.key];
    if (move !== undefined && matches.length > 0) {
      event.preventDefault();
      move();
      show(true);
    } else if (event.key === "Enter") {
      // The focus moves to the card, which must not be pressed.
      event.preventDefault();
      choose(matches[active]);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      show(false);
    }
  });
  return field;
}

function option(node: MapNode, index: number, choose: (node: MapNode) => void): HTMLElement {
  const created = element(
    "li",
    { id: `match-${String(index)}`, role: "option", "aria-selected": "false" },
    element("span", { class: "tile small" }, icon(node)),
    element(
      "span",
      { class: "words" },
      element("span", { class: "label ellipsis" }, node.label),
      element("span", { class: "detail ellipsis" }, node.kind),
    ),
  );
  // Before the field loses the focus, which closes the list.
  created.addEventListener("mousedown", (event) => {
    event.preventDefault();
    choose(node);
  });
  return created;
}
