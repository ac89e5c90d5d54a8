/**
 * Keeps text literal where Terraform would evaluate `${…}` and `%{…}` in it. Tokens stay tokens: CDKTF writes them as
 * `${TfToken[…]}` until it resolves them.
 */
export function literalText(text: string): string {
  return text.replace(/[$%](?=\{)(?!\{TfToken\[)/g, "$&$&");
}
