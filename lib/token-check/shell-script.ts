import { API_VERSION, type CheckRequest, METADATA_SERVICE, TOKEN_PATH } from "./check-request";

/**
 * A script for sh that checks a token. The token is in no argument of a program, so that no list of processes shows it.
 *
 * @param metadataService where the tokens come from, which only tests replace
 */
export function shellScript(request: CheckRequest, metadataService = METADATA_SERVICE): string {
  const { url, audience, headers, clientId } = request;
  const parameters = [
    `api-version=${API_VERSION}`,
    `resource=${audience}`,
    ...(clientId === undefined ? [] : [`client_id=${clientId}`]),
  ].map((parameter) => `--data-urlencode ${quoted(parameter)}`);
  const others = Object.entries(headers).map(([name, value]) => ` -H ${quoted(`${name}: ${value}`)}`);
  return `# Gets a token of a managed identity, calls the target once, and prints the HTTP status of both. Never prints the token.
command -v curl > /dev/null || { echo 'curl is not installed'; exit 1; }
answer=$(curl -s -G --noproxy '*' --max-time 60 --retry 3 -w '\\n%{http_code}' -H 'Metadata: true' \\
  ${parameters.join(" \\\n  ")} \\
  ${quoted(`${metadataService}${TOKEN_PATH}`)})
status=$(printf '%s\\n' "$answer" | tail -n 1)
echo "metadata service: HTTP $status"
if [ "$status" != 200 ]; then
  printf '%s\\n' "$answer" | sed -n 's/.*"error" *: *"\\([^"]*\\)".*/error: \\1/p'
  exit 1
fi
token=$(printf '%s\\n' "$answer" | sed -n 's/.*"access_token" *: *"\\([^"]*\\)".*/\\1/p')
status=$(printf 'header = "Authorization: Bearer %s"\\n' "$token" |
  curl -s -K - -o /dev/null --max-time 60 -w '%{http_code}'${others.join("")} ${quoted(url)})
echo "target: HTTP $status"
case $status in 2??) ;; *) exit 1 ;; esac
`;
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
