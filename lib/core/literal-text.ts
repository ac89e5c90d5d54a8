/** CDKTF's format of unresolved tokens. */
const TOKEN = /(\$\{TfToken\[[^\]]*\]\})/;

/** Whether a text contains nothing that CDKTF or Terraform would evaluate. */
export function isLiteral(text: string): boolean {
  return literalIn(text) !== undefined && !text.startsWith("#{");
}

/** Escapes `${…}` and `%{…}`, so that Terraform does not evaluate them. Tokens stay tokens. */
export function literalText(text: string): string {
  return text.replace(/[$%](?=\{)(?!\{TfToken\[)/g, "$&$&");
}

/** The text that Terraform reads from an argument; undefined if it contains an expression. */
export function literalIn(argument: string): string | undefined {
  const isEvaluated = /[$%]\{/.test(argument.replace(/([$%])\1\{/g, " "));
  return isEvaluated ? undefined : argument.replace(/([$%])\1(?=\{)/g, "$1");
}

/** Splits a text into literals and tokens, and maps each with `literal` and `token`. */
export function tokensApart(
  text: string,
  literal: (part: string) => string,
  token: (part: string) => string = (part) => part,
): string[] {
  // `split` puts captured separators at odd indexes.
  return text.split(TOKEN).map((part, index) => (index % 2 === 0 ? literal(part) : token(part)));
}
