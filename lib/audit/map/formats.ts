import { readFileSync } from "node:fs";
import { join } from "node:path";
import { mapJson } from "./json";
import { type MapData } from "./map-data";
import { differenceMarkdown, mapMarkdown } from "./markdown";
import { mapPage } from "./page";

/** The files of a map, by format. */
export const MAP_FILES = {
  html: "access-map.html",
  json: "access-map.json",
  markdown: "access-map.md",
} as const;

export type MapFormat = keyof typeof MAP_FILES;

export const isMapFormat = (format: string): format is MapFormat => Object.hasOwn(MAP_FILES, format);

/** The path is the same from the sources, from the compiled library and from the bundled program: all are three folders down. */
export const PAGE_TEMPLATE = join(__dirname, "..", "..", "..", "programs", "azmi", "dist", "access-map.html");

/** A map, or a difference, in a format. */
export function mapText(data: MapData, format: MapFormat): string {
  switch (format) {
    case "json":
      return mapJson(data);
    case "markdown":
      return data.isDifference ? differenceMarkdown(data) : mapMarkdown(data);
    case "html":
      return mapPage(data, readFileSync(PAGE_TEMPLATE, "utf8"));
  }
}
