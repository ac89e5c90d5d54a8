/**
 * Recognizes the objects of a class, as `constructs` does: `instanceof` is false for objects from another copy of this
 * package.
 */
export class Mark<T extends object> {
  private readonly symbol: symbol;

  /** @param name the name of the class, the same in every copy */
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
