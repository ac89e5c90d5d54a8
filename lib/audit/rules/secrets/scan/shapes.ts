import { isNoSecret, isSecretName } from "./names";

interface Shape {
  /** What it is, for messages. */
  readonly what: string;
  readonly pattern: RegExp;
}

/** Secrets that are known by their looks. Patterns have bounded repetitions, so that no text makes them slow. */
const SHAPES: readonly Shape[] = [
  { what: "an account key", pattern: /AccountKey\s?=\s?[A-Za-z0-9+/_-]{6}/ },
  { what: "a shared access key", pattern: /SharedAccessKey\s?=\s?[A-Za-z0-9+/_-]{6}/ },
  {
    what: "a shared access signature",
    pattern: /(?:[?&;"]|^)sig=[A-Za-z0-9%+/]{20}|SharedAccessSignature\s?=\s?[A-Za-z?]/,
  },
  { what: "a private key", pattern: /-----BEGIN (?:[A-Z]{2,9} )?(?:ENCRYPTED )?PRIVATE KEY-----/ },
  { what: "a token", pattern: /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{10,300}\.eyJ[A-Za-z0-9_-]{10,300}/ },
  { what: "a GitHub token", pattern: /\bgh[pousr]_[A-Za-z0-9]{36}|\bgithub_pat_[A-Za-z0-9_]{60}/ },
  { what: "a client secret", pattern: /(?<![\w~.-])[\w~.-]{3}\dQ~[\w~.-]{31,34}(?![\w~.-])/ },
  { what: "an account key", pattern: /(?<![A-Za-z0-9+/=])[A-Za-z0-9+/]{86}==(?![A-Za-z0-9+/=])/ },
  {
    what: "a password in an address",
    pattern: /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/"'${}]{0,100}:[^\s@/"'${}<>*]{3,200}@/i,
  },
];

/** A password in a connection string: literal, or of an expression. */
const PASSWORD = /(?:^|[;\s"'?&])(?:password|pwd)\s?=\s?['"]?(\$\{|[^;"'\s<>{}*]{2,200})/i;
const CONNECTION =
  /(?:^|[;\s"'?&])(?:server|data source|host|addr(?:ess)?|uid|user(?:\s?id|name)?|database|initial catalog|driver)\s?=|jdbc:|\.redis\./i;

/** What every shape has, so that most texts are looked at once. */
const ANY =
  /key\s?=|sig(?:nature)?\s?=|password|pwd|eyJ|PRIVATE KEY-|gh[pousr]_|github_pat_|\dQ~|==|:\/\/[^/]{0,120}@/i;

/** No shape is shorter. */
const SHORTEST = 16;

/** Most expressions are a reference, without any text. */
const isReference = (text: string): boolean => text.startsWith("${") && !text.includes('"') && !text.includes("=");

/** A secret in a text that is known by its looks; what it is. */
export function secretShape(text: string): string | undefined {
  if (text.length < SHORTEST || isReference(text) || !ANY.test(text)) {
    return undefined;
  }
  const found = SHAPES.find(({ pattern }) => pattern.test(text))?.what;
  return found ?? (passwordIn(text)?.startsWith("$") === false ? "a password in a connection string" : undefined);
}

/** A password in an address that is an expression. */
const PASSWORD_IN_ADDRESS = /:\/\/[^\s@/]{0,200}:\$\{[^\s}]{1,200}\}@/;

/** Whether a text is a connection string or an address with a password from elsewhere: "Password=${var.password}". */
export const hasPasswordOfExpression = (text: string): boolean =>
  text.includes("${") && ((passwordIn(text)?.startsWith("${") ?? false) || PASSWORD_IN_ADDRESS.test(text));

function passwordIn(text: string): string | undefined {
  const password = PASSWORD.exec(text)?.[1];
  return password !== undefined && CONNECTION.test(text) ? password : undefined;
}

const VALUE = String.raw`\\?(?:"([^"$]{1,200})"|'([^'$]{1,200})'|([^\s"'$<>(){}[\];,|&\\]{4,200}))`;

/** DB_PASSWORD=x, "password": "x", adminPassword = { value = "x" } in scripts and in JSON; --password x in commands. */
const ASSIGNMENTS = [
  String.raw`(?:^|[^\w.-])(?:--)?([A-Za-z_][\w.-]{0,60})\\?["']?[ \t]{0,3}[:=][ \t]{0,3}(?:\{\s{0,40}\\?["']?value\\?["']?\s{0,3}[:=]\s{0,3})?`,
  String.raw`(?:^|\s)--([A-Za-z][\w-]{0,60})\s`,
].map((name) => new RegExp(name + VALUE, "g"));

/** Types of parameters in ARM templates and in Terraform. */
const TYPE = /^(?:string|securestring|secureobject|object)$/i;

/** Scripts that are longer are read up to here. */
const LONGEST = 200_000;

/** The name of a secret that a script or a JSON text assigns. */
export function assignedSecret(text: string): string | undefined {
  const start = text.slice(0, LONGEST);
  for (const pattern of ASSIGNMENTS) {
    for (const [, name = "", double, single, bare] of start.matchAll(pattern)) {
      const value = double ?? single ?? bare ?? "";
      if (isSecretName(name) && !isNoSecret(value) && !TYPE.test(value)) {
        return name;
      }
    }
  }
  return undefined;
}
