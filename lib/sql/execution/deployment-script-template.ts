import { type TSqlPart } from "./t-sql-parts";
import { PORT, PUBLIC_ENDPOINT, PUBLIC_ENDPOINT_PORT } from "../model/fact-rules";
import { FIRST_DELAY_SECONDS, LONGEST_DELAY_SECONDS } from "../model/retry-times";

/**
 * The script of the container. PowerShell includes the driver, so nothing is downloaded. `$work` is prepended.
 *
 * https://learn.microsoft.com/dotnet/api/system.data.sqlclient.sqlconnection.accesstoken
 */
const SCRIPT = String.raw`
$ErrorActionPreference = 'Stop'
$giveUp = (Get-Date).AddSeconds($work.retryForSeconds)
$port = if ($work.server -match '${PUBLIC_ENDPOINT}') { ${String(PUBLIC_ENDPOINT_PORT)} } else { ${String(PORT)} }

function Get-Token {
    $resource = 'https://{0}/' -f (Get-AzContext).Environment.SqlDatabaseDnsSuffix.TrimStart('.')
    $token = (Get-AzAccessToken -ResourceUrl $resource).Token
    if ($token -is [securestring]) { ConvertFrom-SecureString $token -AsPlainText } else { $token }
}

function Invoke-Part($part) {
    $settings = [System.Data.SqlClient.SqlConnectionStringBuilder]::new()
    $settings['Data Source'] = "tcp:$($work.server),$port"
    $settings['Initial Catalog'] = $part.database
    $settings['Encrypt'] = $true
    $settings['TrustServerCertificate'] = $false
    $settings['Pooling'] = $false
    $connection = [System.Data.SqlClient.SqlConnection]::new($settings.ConnectionString)
    try {
        $connection.AccessToken = Get-Token
        $connection.Open()
        foreach ($batch in $part.batches) {
            $command = $connection.CreateCommand()
            $command.CommandText = $batch
            [void]$command.ExecuteNonQuery()
        }
    } finally {
        $connection.Dispose()
    }
}

function Test-Transient($exception) {
    while ($null -ne $exception -and $exception -isnot [System.Data.SqlClient.SqlException]) {
        $exception = $exception.InnerException
    }
    # A class of 20 and more means that the connection is lost, the number -2 that the driver has waited for too long.
    $null -ne $exception -and ($exception.Class -ge 20 -or $exception.Number -eq -2 -or $exception.Number -in $work.transientErrors)
}

foreach ($part in $work.parts) {
    for ($attempt = 1; $true; $attempt++) {
        try {
            Invoke-Part $part
            break
        } catch {
            if ((Get-Date) -ge $giveUp -or -not (Test-Transient $_.Exception)) { throw }
            Write-Output "Database $($part.database): $($_.Exception.Message) Trying again."
            Start-Sleep -Seconds ([Math]::Min(${String(LONGEST_DELAY_SECONDS)}, ${String(FIRST_DELAY_SECONDS)} * [Math]::Pow(2, $attempt - 1)))
        }
    }
    Write-Output "Database $($part.database): done."
}
`;

/** Base64 contains no special characters of PowerShell. */
const WORK =
  "concat('$work = [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String(''', " +
  "base64(string(createObject('server', parameters('server'), 'parts', parameters('parts'), " +
  "'retryForSeconds', parameters('retryForSeconds'), 'transientErrors', parameters('transientErrors')))), " +
  "''')) | ConvertFrom-Json')";

/**
 * The maximum size of a resource, with the values of its expressions and parameters. The limit of the template is four
 * times as much. Everything except the content of the script fits easily into the difference.
 *
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/best-practices#template-limits
 */
export const MAX_CONTENT_SIZE = (1024 - 8) * 1024;

/** The size of a script's content in bytes, as far as synth knows it: unknown ids are longer at synth. */
export function contentSize(parts: readonly TSqlPart[]): number {
  return SCRIPT.length + Math.ceil(Buffer.byteLength(JSON.stringify(parts)) / 3) * 4;
}

const STORAGE = "createObject('storageAccountName', parameters('storageAccountName'))";
const SUBNET = "createObject('subnetIds', createArray(createObject('id', parameters('subnetId'))))";

/**
 * An ARM template for a deployment script. It is constant, and values are parameters, so that no text becomes an
 * expression.
 *
 * https://learn.microsoft.com/azure/templates/microsoft.resources/2023-08-01/deploymentscripts
 */
export const DEPLOYMENT_SCRIPT_TEMPLATE = {
  $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  contentVersion: "1.0.0.0",
  parameters: {
    name: { type: "string" },
    location: { type: "string" },
    identity: { type: "string" },
    server: { type: "string" },
    parts: { type: "array" },
    retryForSeconds: { type: "int" },
    transientErrors: { type: "array" },
    facts: { type: "object" },
    subnetId: { type: "string" },
    storageAccountName: { type: "string" },
    azPowerShellVersion: { type: "string" },
    timeoutMinutes: { type: "int" },
  },
  variables: { script: SCRIPT },
  resources: [
    {
      type: "Microsoft.Resources/deploymentScripts",
      apiVersion: "2023-08-01",
      kind: "AzurePowerShell",
      name: "[parameters('name')]",
      location: "[parameters('location')]",
      identity: {
        type: "UserAssigned",
        userAssignedIdentities: "[createObject(parameters('identity'), createObject())]",
      },
      properties: {
        azPowerShellVersion: "[parameters('azPowerShellVersion')]",
        scriptContent: `[concat(${WORK}, variables('script'))]`,
        // The script runs again when this or the content changes.
        forceUpdateTag: "[uniqueString(string(parameters('facts')))]",
        timeout: "[concat('PT', string(parameters('timeoutMinutes')), 'M')]",
        retentionInterval: "P1D",
        cleanupPreference: "OnSuccess",
        storageAccountSettings: `[if(empty(parameters('storageAccountName')), null(), ${STORAGE})]`,
        containerSettings: `[if(empty(parameters('subnetId')), null(), ${SUBNET})]`,
      },
    },
  ],
  outputs: { name: { type: "string", value: "[parameters('name')]" } },
};
