const BASE64 = /^[A-Za-z0-9+/\r\n]{16,}={0,2}\s*$/;

/** User data as the machine gets it. */
export const decoded = (text: string): string =>
  BASE64.test(text.slice(0, 2_000)) ? Buffer.from(text, "base64").toString("utf8") : text;
