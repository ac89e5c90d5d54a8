import { remember } from "../../core/collections";
import { type Origin } from "./analysis";
import { type Block, type BlockKind, type TerraformDocument } from "./document";

/** What references in one module of a document mean. */
export class Module {
  /** The origins of texts that have been followed. */
  public readonly followed = new Map<string, readonly Origin[]>();
  private readonly blocks = new Map<BlockKind, Map<string, Map<string, Block>>>();

  public find(kind: BlockKind, type: string, name: string): Block | undefined {
    return this.blocks.get(kind)?.get(type)?.get(name);
  }

  /** Adds a block. The first instance stands for all. */
  public add(block: Block): void {
    const types = remember(this.blocks, block.kind, () => new Map<string, Map<string, Block>>());
    const names = remember(types, block.type, () => new Map<string, Block>());
    remember(names, block.name, () => block);
  }
}

/** The blocks of documents by what references call them. */
export class BlockIndex {
  private readonly modules = new Map<TerraformDocument, Map<string, Module>>();
  private readonly documents: ReadonlyMap<string, TerraformDocument>;

  public constructor(documents: readonly TerraformDocument[]) {
    this.documents = new Map(documents.map((document) => [document.name, document]));
    for (const document of documents) {
      for (const block of document.blocks) {
        this.module(document, block.module).add(block);
      }
    }
  }

  /** The module that a block is in. */
  public moduleOf({ document, module }: Block): Module {
    return this.module(document, module);
  }

  /** A block of another module of the same document. */
  public findIn(module: string, from: Block, kind: BlockKind, name: string): Block | undefined {
    return this.modules.get(from.document)?.get(module)?.find(kind, "", name);
  }

  /** An output of the root module of another document: a stack of the same app. */
  public outputOf(stack: string, name: string): Block | undefined {
    const document = this.documents.get(stack);
    return document && this.modules.get(document)?.get("")?.find("output", "", name);
  }

  private module(document: TerraformDocument, name: string): Module {
    const modules = remember(this.modules, document, () => new Map<string, Module>());
    return remember(modules, name, () => new Module());
  }
}
