/**
 * What a client is written with. It decides the names and the form of some settings: connection strings differ between
 * drivers, and Spring Boot has properties of its own.
 *
 * https://learn.microsoft.com/azure/service-connector/concept-service-connector-internals
 */
export enum ClientType {
  /** Anything: the parts of an address, each on its own. */
  NONE = "none",
  /** .NET. */
  DOTNET = "dotnet",
  /** Java without Spring. */
  JAVA = "java",
  /** JavaScript or TypeScript on Node.js. */
  NODEJS = "nodejs",
  /** Python. */
  PYTHON = "python",
  /** Go. */
  GO = "go",
  /** Java with Spring Boot and Spring Cloud Azure 4 or later. */
  SPRING = "spring",
}
