import { type Block, type BlockKind, type TerraformDocument } from "./document";

/** The blocks of documents by what references call them. */
export class BlockIndex {
  private readonly blocks = new Map<string, Block>();
  private readonly documents: ReadonlyMap<string, TerraformDocument>;

  public constructor(documents: readonly TerraformDocument[]) {
    this.documents = new Map(documents.map((document) => [document.name, document]));
    documents.forEach((document) => {
      for (const block of document.blocks) {
        const key = keyOf(document, block.module, block.kind, block.type, block.name);
        // The first instance stands for all.
        if (!this.blocks.has(key)) {
          this.blocks.set(key, block);
        }
      }
    });
  }

  public find(from: Block, module: string, kind: BlockKind, type: string, name: string): Block | undefined {
    return this.blocks.get(keyOf(from.document, module, kind, type, name));
  }

  /** An output of the root module of another document: a stack of the same app. */
  public outputOf(stack: string, name: string): Block | undefined {
    const document = this.documents.get(stack);
    return document && this.blocks.get(keyOf(document, "", "output", "", name));
  }
}

const keyOf = (document: TerraformDocument, module: string, kind: BlockKind, type: string, name: string): string =>
  `${document.name}\n${module}\n${kind}\n${type}\n${name}`;
