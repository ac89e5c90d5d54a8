/**
 * Tells the objects of a class apart in the way that `constructs` does: `instanceof` is false for an object that another
 * copy of this package has created.
 */
export class Mark<T extends object> {
  private readonly symbol: symbol;

  /** @param name of the class, the same in every copy */
  public constructor(name: string) {
    this.symbol = Symbol.for(`azmi.${name}`);
  }

  public put(object: T): void {
    Object.defineProperty(object, this.symbol, { value: true });
  }

  public isOn(value: unknown): value is T {
    return typeof value === "object" && value !== null && this.symbol in value;
  }
}
