import { type Simulator } from "../simulator";

/** A resource that destroy left behind. */
export interface Leftover {
  readonly type: string;
  readonly name: string;
  readonly id: string;
}

export function leftoversOf(simulator: Simulator): Leftover[] {
  return simulator.resources().map(({ type, id, attributes }) => {
    const name = attributes.name ?? attributes.display_name;
    return { type, name: typeof name === "string" ? name : (id.split("/").at(-1) ?? id), id };
  });
}
