import { type IResolvable, type IResolveContext } from "cdktf";

/** An expression of Terraform that contains no tokens, as text without braces. */
export class WrittenExpression implements IResolvable {
  public readonly creationStack: string[] = [];

  public constructor(public readonly text: string) {}

  public resolve({ suppressBraces }: IResolveContext): string {
    return suppressBraces ? this.text : `\${${this.text}}`;
  }

  public toString(): string {
    return this.text;
  }
}
