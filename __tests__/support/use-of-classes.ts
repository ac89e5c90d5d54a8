type Class = abstract new (...args: never[]) => object;

const used = new Set<string>();

/** The exports of a module, whose classes note that something reads or calls them, makes one of them, or calls a method of one. */
export function noting<T extends object>(module: T): T {
  const classes = Object.entries(module).filter((entry): entry is [string, Class] => typeof entry[1] === "function");
  const names = new Map<object, string>(classes.map(([name, one]) => [one.prototype as object, name]));
  const note = (value: unknown): void => {
    let prototype: unknown = typeof value === "object" && value !== null ? Object.getPrototypeOf(value) : null;
    for (; typeof prototype === "object" && prototype !== null; prototype = Object.getPrototypeOf(prototype)) {
      const name = names.get(prototype);
      if (name !== undefined) {
        used.add(name);
      }
    }
  };
  classes.forEach(([, one]) => {
    noteCalls(one.prototype as object, note);
  });
  const noted = classes.map(([name, one]) => [
    name,
    new Proxy(one, {
      get: (target, property) => {
        used.add(name);
        return Reflect.get(target, property, target) as unknown;
      },
      construct: (target, args, newTarget) => {
        const made = Reflect.construct(target as never, args, newTarget) as object;
        note(made);
        return made;
      },
    }),
  ]);
  return { ...module, ...(Object.fromEntries(noted) as object) };
}

/** Lets the methods of a class note whose they are, and what they answer. */
function noteCalls(prototype: object, note: (value: unknown) => void): void {
  for (const [name, { value, ...flags }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
    if (name !== "constructor" && typeof value === "function") {
      const method = value as (...args: unknown[]) => unknown;
      const noted = function (this: unknown, ...args: unknown[]): unknown {
        const answer = method.apply(this, args);
        [this, answer].forEach(note);
        return answer;
      };
      Object.defineProperty(prototype, name, { ...flags, value: noted });
    }
  }
}

/** The published classes that something uses: those that it constructs, calls or reads, and those of what comes of it. */
export function classesUsedBy(use: () => void): string[] {
  used.clear();
  use();
  return [...used].sort();
}
