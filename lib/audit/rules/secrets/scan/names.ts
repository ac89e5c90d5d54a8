/** Last words of names of secrets. */
const SECRET = new Set(
  "password passwords passwd pwd pass passphrase secret secrets apikey token accesskey accountkey authkey authtoken pat secretkey privatekey".split(
    " ",
  ),
);

/** What stands before "key" in names of secrets: "access key", not "partition key". */
const KEYS = new Set(
  (
    "access account admin aes ai anthropic api app auth client cognitive cosmos cosmosdb cryptographic datadog db device " +
    "encryption eventhub fernet foundry function functions gemini grafana hmac host hub intelligence iothub jwt language license maps " +
    "master openai primary private redis relic search secondary secret sendgrid servicebus service session shared signalr " +
    "signature signing speech storage stripe subscription translator twilio vision"
  ).split(" "),
);

/** Settings of Functions that are connection strings with the key of a storage account; those of an identity have other names. */
const STORAGE = /^(AzureWebJobs(Storage|Dashboard)|WEBSITE_CONTENTAZUREFILECONNECTIONSTRING)$/i;

/** Words after which a secret is only pointed to, or that follow a secret without changing what it is. */
const POINTERS = /vault|reference|existing/;
const ENDINGS = /^(\d+|base64|plain|plaintext|text|value|wo)$/;

/** Last words of names of what stands beside secrets: who and where, not the secret itself. */
const BESIDE =
  /(^|[^a-z])(user(name)?|name|login|host(name)?|server|ur[il]|endpoint|id|port|type|db|database|region|location|version)$/i;

const known = new Map<string, boolean>();

/** Whether something of this name is a secret: "DB_PASSWORD" and "clientSecret" are, "KEY_VAULT_URL" and "secret_name" are not. */
export function isSecretName(name: string): boolean {
  const remembered = known.get(name);
  if (remembered !== undefined) {
    return remembered;
  }
  const words = wordsOf(name.slice(0, 200));
  while (words.length > 1 && ENDINGS.test(words.at(-1)!)) {
    words.pop();
  }
  const last = (words.at(-1) ?? "").replace(/\d+$/, "");
  const secret =
    !words.some((word) => POINTERS.test(word)) &&
    (SECRET.has(last) || STORAGE.test(name) || (last === "key" && words.length > 1 && KEYS.has(words.at(-2)!)));
  if (known.size < 10_000) {
    known.set(name, secret);
  }
  return secret;
}

/** Last words of names of users, tenants, public keys and the like, which vaults hold as well. */
const USER = /(^|[^a-z])(user(_?name)?|login|tenant|public_?key|((tenant|client|object|subscription)_?)id)$/i;

/** Whether something of this name says who signs in, and is no secret. */
export const isUserName = (name: string): boolean => USER.test(name);

/** Whether something of this name says where a secret is, and not what it is. */
export const isPointer = (name: string): boolean => isBesideSecret(name) || POINTERS.test(name.toLowerCase());

/** Whether something of this name stands beside a secret: who signs in with it, and where. */
export const isBesideSecret = (name: string): boolean => BESIDE.test(name);

const wordsOf = (name: string): string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");

/** Names of arguments of which the value is a secret whatever the type: where no schema tells. */
const ARGUMENT =
  /(password|passwd|pwd|passphrase|client secret|app secret|secret key|access key|account key|private key|private key pem|api key|access token|auth token|shared key|sas token)$/;

const knownArguments = new Map<string, boolean>();

export function isSecretArgument(name: string): boolean {
  const remembered = knownArguments.get(name);
  if (remembered !== undefined) {
    return remembered;
  }
  const secret = ARGUMENT.test(wordsOf(name.slice(0, 200)).join(" "));
  if (knownArguments.size < 10_000) {
    knownArguments.set(name, secret);
  }
  return secret;
}

const NO_SECRET =
  /^(UseDevelopmentStorage=true;?|true|false|null|none|required|optional|enabled|disabled|auto|managedidentity|\d{1,5}|[[<{(*].*|\/.*\/.*|\.\/.*|https?:\/\/[^?@]*|@[\w.]*[({].*|#\{.*|__\w+__|secretref:.*|ref:.*|vault:.*|.*\$\{.*|%.*%)$/i;

/** "paste_client_secret_here", "<your password>": what a reader of the code has to replace. */
const BLANK =
  /^\W*(?:insert|paste|enter|put|add|type|replace|your)[-_ ].{0,200}[-_ ]here\W*$|^to[-_ ]?be[-_ ]\w{2,20}$/i;

/** Whether a text is a blank for readers to fill in. */
export const isBlank = (text: string): boolean => BLANK.test(text.slice(0, 300));

/** Whether a text cannot be a secret, whatever its name: a switch, an address, a reference to a vault, a placeholder in brackets. */
export const isNoSecret = (text: string): boolean => {
  const trimmed = text.slice(0, 500).trim();
  return trimmed === "" || NO_SECRET.test(trimmed) || isBlank(trimmed);
};
