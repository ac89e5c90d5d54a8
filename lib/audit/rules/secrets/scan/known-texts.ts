import { sensitiveAttributes } from "../../../data/sensitive-attributes";
import { type Analysis } from "../../../terraform/analysis";
import { type Block } from "../../../terraform/document";
import { objectsIn } from "../../../terraform/values";

/** Where a text in a plan or a state comes from. */
export interface KnownText {
  readonly block: Block;
  readonly attribute: string;
}

/** Shorter texts are equal by chance. */
const SHORTEST = 8;

/** Computed secrets that plans and states have as text. */
export class KnownTexts {
  private readonly texts = new Map<string, KnownText>();

  public constructor({ documents }: Analysis) {
    for (const document of documents) {
      if (document.kind !== "configuration") {
        document.blocks.forEach((block) => {
          this.add(block);
        });
      }
    }
  }

  /** The secret that a text is, or has in it: in a connection string, a list, or an address. */
  public in(text: string, of: Block): KnownText | undefined {
    if (this.texts.size === 0 || text.length < SHORTEST) {
      return undefined;
    }
    const whole = this.foreign(text, of);
    if (whole) {
      return whole;
    }
    for (const part of text.split(/[;&\s"',]+/)) {
      const found = this.foreign(part, of) ?? this.foreign(part.slice(part.indexOf("=") + 1), of);
      if (found) {
        return found;
      }
    }
    return undefined;
  }

  private foreign(text: string, of: Block): KnownText | undefined {
    const found = this.texts.get(text);
    return found && found.block !== of ? found : undefined;
  }

  private add(block: Block): void {
    const known =
      block.kind === "resource" || block.kind === "data" ? sensitiveAttributes(block.kind, block.type) : undefined;
    for (const attribute of known?.computed ?? []) {
      for (const text of textsAt(block.values, attribute.split("."))) {
        if (text.length >= SHORTEST && !text.includes("${") && !this.texts.has(text)) {
          this.texts.set(text, { block, attribute });
        }
      }
    }
  }
}

function textsAt(value: unknown, [first, ...rest]: readonly string[]): readonly string[] {
  if (first === undefined) {
    return typeof value === "string" ? [value] : [];
  }
  return objectsIn(value).flatMap((object) => textsAt(object[first], rest));
}
