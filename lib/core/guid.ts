const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Placeholder for an id that is reported as invalid. */
export const NO_GUID = "00000000-0000-0000-0000-000000000000";

/** Whether the text is a GUID in Azure's format: 8-4-4-4-12 hexadecimal digits. */
export function isGuid(text: string): boolean {
  return GUID.test(text);
}
