import { TRANSIENT_ERRORS } from "../../lib/sql/model/transient-errors";
import { NotDone, NoTokenYet, Refusal, SqlError, TransportError } from "./failures";
import { ADVICE, BY_CODE, CONDITIONAL_ACCESS, type KnownError, MAY_NOT_READ_DIRECTORY } from "./known-errors";

/** Whether a failure is transient, and the advice if it persists. */
export function classify(failure: Error): KnownError {
  if (failure instanceof NotDone) {
    return { retry: false, advice: failure.advice };
  }
  if (failure instanceof NoTokenYet) {
    return {
      retry: true,
      advice:
        "Entra ID kept returning no token. Check that this machine reaches it and trusts its certificate (HTTPS_PROXY, " +
        "NODE_EXTRA_CA_CERTS), or apply again later",
    };
  }
  if (failure instanceof Refusal) {
    return failure;
  }
  if (failure instanceof SqlError) {
    return classifySql(failure);
  }
  if (failure instanceof TransportError) {
    const { code, advice } = failure;
    const known = BY_CODE[code] ?? { retry: false, advice: `${code} is unexpected. See its message` };
    return advice === undefined ? known : { ...known, advice };
  }
  return { retry: false, advice: "This error is unexpected. Please report it with the fact" };
}

function classifySql({ number, message }: SqlError): KnownError {
  if (number === 33134 && /AADSTS(50076|50079|50158|53\d{3})\b|multi-factor|conditional access/i.test(message)) {
    return { retry: false, advice: CONDITIONAL_ACCESS };
  }
  return { retry: TRANSIENT_ERRORS.includes(number), advice: adviceOn(number, message) };
}

function adviceOn(number: number, message: string): string {
  if (number === 33134 && /directory readers|server identity|insufficient privileges|AADSTS|denied/i.test(message)) {
    return MAY_NOT_READ_DIRECTORY;
  }
  const advice = ADVICE[number];
  if (advice === undefined) {
    const page = "https://learn.microsoft.com/sql/relational-databases/errors-events/database-engine-events-and-errors";
    return `See ${page}`;
  }
  const address = number === 40615 ? /'([0-9a-f.:]+)'(?= is not allowed)/i.exec(message)?.[1] : undefined;
  return address === undefined
    ? advice
    : `The address of this machine, as the server sees it, is ${address}. ${advice}`;
}
