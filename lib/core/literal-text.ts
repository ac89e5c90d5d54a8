/** CDKTF writes tokens like this until it resolves them. */
const TOKEN = /(\$\{TfToken\[[^\]]*\]\})/;

/** Whether a text is what it says: nothing that CDKTF or Terraform would evaluate. */
export function isLiteral(text: string): boolean {
  return literalIn(text) !== undefined && !text.startsWith("#{");
}

/** Keeps text literal where Terraform would evaluate `${…}` and `%{…}` in it. Tokens stay tokens. */
export function literalText(text: string): string {
  return text.replace(/[$%](?=\{)(?!\{TfToken\[)/g, "$&$&");
}

/** The text that Terraform makes of an argument without evaluating anything; undefined where it evaluates something. */
export function literalIn(argument: string): string | undefined {
  const isEvaluated = /[$%]\{/.test(argument.replace(/([$%])\1\{/g, " "));
  return isEvaluated ? undefined : argument.replace(/([$%])\1(?=\{)/g, "$1");
}

/** Text cut into literals and tokens, each as `literal` and `token` make it. */
export function tokensApart(
  text: string,
  literal: (part: string) => string,
  token: (part: string) => string = (part) => part,
): string[] {
  // A captured separator stands at the odd places.
  return text.split(TOKEN).map((part, index) => (index % 2 === 0 ? literal(part) : token(part)));
}
