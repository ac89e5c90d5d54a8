type Child = Node | string | undefined;

type Attributes = Readonly<Record<string, string | boolean | undefined>>;

/** Creates an HTML element. Texts become text nodes: nothing in a name is ever parsed as HTML. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const created = document.createElement(tag);
  setAttributes(created, attributes);
  created.append(...children.filter((child) => child !== undefined));
  return created;
}

export function svg<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Node[]
): SVGElementTagNameMap[Tag] {
  const created = document.createElementNS("http://www.w3.org/2000/svg", tag);
  setAttributes(created, attributes);
  created.append(...children);
  return created;
}

/** A button that does something. */
export function button(attributes: Attributes, action: () => void, ...children: readonly Child[]): HTMLButtonElement {
  const created = element("button", { type: "button", ...attributes }, ...children);
  created.addEventListener("click", action);
  return created;
}

/** What the page's HTML contains. */
export function found(id: string): HTMLElement {
  const existing = document.getElementById(id);
  if (existing === null) {
    throw new Error(`the page has no element ${id}`);
  }
  return existing;
}

function setAttributes(created: Element, attributes: Attributes): void {
  Object.entries(attributes).forEach(([name, value]) => {
    if (value !== undefined && value !== false) {
      created.setAttribute(name, value === true ? "" : value);
    }
  });
}
