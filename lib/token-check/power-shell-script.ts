import { API_VERSION, type CheckRequest, METADATA_SERVICE, TOKEN_PATH } from "./check-request";

/** The same as the script for sh, for Windows PowerShell 5.1 and later. */
export function powerShellScript({ url, audience, headers, clientId }: CheckRequest): string {
  const parameters = [`resource=$([uri]::EscapeDataString(${quoted(audience)}))`];
  if (clientId !== undefined) {
    parameters.push(`client_id=$([uri]::EscapeDataString(${quoted(clientId)}))`);
  }
  const query = [`api-version=${API_VERSION}`, ...parameters].join("&");
  const others = Object.entries(headers).map(([name, value]) => `; ${quoted(name)} = ${quoted(value)}`);
  return `# Gets a token of a managed identity, calls the target once, and prints the HTTP status of both. Never prints the token.
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12
function Get-Status($failure) {
  if ($failure.Exception.Response) { [int]$failure.Exception.Response.StatusCode } else { 0 }
}
try {
  $uri = "${METADATA_SERVICE}${TOKEN_PATH}?${query}"
  $answer = Invoke-RestMethod -UseBasicParsing -TimeoutSec 60 -Headers @{ Metadata = 'true' } -Uri $uri
} catch {
  Write-Output "metadata service: HTTP $(Get-Status $_)"
  exit 1
}
Write-Output 'metadata service: HTTP 200'
try {
  $headers = @{ Authorization = "Bearer $($answer.access_token)"${others.join("")} }
  $status = [int](Invoke-WebRequest -UseBasicParsing -TimeoutSec 60 -Headers $headers -Uri ${quoted(url)}).StatusCode
} catch {
  $status = Get-Status $_
}
Write-Output "target: HTTP $status"
if ($status -lt 200 -or $status -ge 300) { exit 1 }
`;
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
