/** CDKTF writes tokens like this until it resolves them. */
const TOKEN = /(\$\{TfToken\[[^\]]*\]\})/;

/** Keeps text literal where Terraform would evaluate `${…}` and `%{…}` in it. Tokens stay tokens. */
export function literalText(text: string): string {
  return text.replace(/[$%](?=\{)(?!\{TfToken\[)/g, "$&$&");
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
