import { type MapData } from "./map-data";

/** The map as JSON: the same bytes for the same access. */
export function mapJson(data: MapData): string {
  return `${JSON.stringify(data, undefined, 2)}\n`;
}
