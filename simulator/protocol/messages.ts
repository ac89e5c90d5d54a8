import { parse, type Type } from "protobufjs";

/**
 * The messages of Terraform's plug-in protocol 6 that Terraform 1.11 exchanges with a provider for resources and data
 * sources. Only method names and field numbers matter on the wire. Fields that the simulator never uses are omitted.
 *
 * https://developer.hashicorp.com/terraform/plugin/terraform-plugin-protocol
 */
const PROTOCOL = `
  syntax = "proto3";
  package tfplugin6;

  message DynamicValue { bytes msgpack = 1; bytes json = 2; }
  message AttributePath {
    message Step { oneof selector { string attribute_name = 1; string element_key_string = 2; int64 element_key_int = 3; } }
    repeated Step steps = 1;
  }
  message Diagnostic { int32 severity = 1; string summary = 2; string detail = 3; AttributePath attribute = 4; }

  message Schema {
    message Attribute {
      string name = 1; bytes type = 2; bool required = 4; bool optional = 5; bool computed = 6; bool sensitive = 7;
      bool deprecated = 9; bool write_only = 11;
    }
    message NestedBlock { string type_name = 1; Block block = 2; int32 nesting = 3; int64 min_items = 4; int64 max_items = 5; }
    message Block { int64 version = 1; repeated Attribute attributes = 2; repeated NestedBlock block_types = 3; bool deprecated = 6; }
    int64 version = 1; Block block = 2;
  }
  message ServerCapabilities { bool plan_destroy = 1; bool get_provider_schema_optional = 2; bool move_resource_state = 3; }

  message GetProviderSchema {
    message Request {}
    message Response {
      Schema provider = 1; map<string, Schema> resource_schemas = 2; map<string, Schema> data_source_schemas = 3;
      repeated Diagnostic diagnostics = 4; ServerCapabilities server_capabilities = 6;
    }
  }
  message ValidateProviderConfig {
    message Request { DynamicValue config = 1; }
    message Response { repeated Diagnostic diagnostics = 2; }
  }
  message ConfigureProvider {
    message Request { string terraform_version = 1; DynamicValue config = 2; }
    message Response { repeated Diagnostic diagnostics = 1; }
  }
  message ValidateResourceConfig {
    message Request { string type_name = 1; DynamicValue config = 2; }
    message Response { repeated Diagnostic diagnostics = 1; }
  }
  message ValidateDataResourceConfig {
    message Request { string type_name = 1; DynamicValue config = 2; }
    message Response { repeated Diagnostic diagnostics = 1; }
  }
  message RawState { bytes json = 1; }
  message UpgradeResourceState {
    message Request { string type_name = 1; int64 version = 2; RawState raw_state = 3; }
    message Response { DynamicValue upgraded_state = 1; repeated Diagnostic diagnostics = 2; }
  }
  message ReadResource {
    message Request { string type_name = 1; DynamicValue current_state = 2; }
    message Response { DynamicValue new_state = 1; repeated Diagnostic diagnostics = 2; }
  }
  message PlanResourceChange {
    message Request { string type_name = 1; DynamicValue prior_state = 2; DynamicValue proposed_new_state = 3; DynamicValue config = 4; }
    message Response {
      DynamicValue planned_state = 1; repeated AttributePath requires_replace = 2; repeated Diagnostic diagnostics = 4;
      bool legacy_type_system = 5;
    }
  }
  message ApplyResourceChange {
    message Request { string type_name = 1; DynamicValue prior_state = 2; DynamicValue planned_state = 3; DynamicValue config = 4; }
    message Response { DynamicValue new_state = 1; repeated Diagnostic diagnostics = 3; bool legacy_type_system = 4; }
  }
  message ImportResourceState {
    message Request { string type_name = 1; string id = 2; }
    message ImportedResource { string type_name = 1; DynamicValue state = 2; }
    message Response { repeated ImportedResource imported_resources = 1; repeated Diagnostic diagnostics = 2; }
  }
  message ReadDataSource {
    message Request { string type_name = 1; DynamicValue config = 2; }
    message Response { DynamicValue state = 1; repeated Diagnostic diagnostics = 2; }
  }
  message StopProvider {
    message Request {}
    message Response { string error = 1; }
  }
`;

const root = parse(PROTOCOL, { keepCase: true }).root;

export const METHODS = [
  "GetProviderSchema",
  "ValidateProviderConfig",
  "ConfigureProvider",
  "ValidateResourceConfig",
  "ValidateDataResourceConfig",
  "UpgradeResourceState",
  "ReadResource",
  "PlanResourceChange",
  "ApplyResourceChange",
  "ImportResourceState",
  "ReadDataSource",
  "StopProvider",
] as const;

export type Method = (typeof METHODS)[number];

export const pathOf = (method: Method): string => `/tfplugin6.Provider/${method}`;
export const requestOf = (method: Method): Type => root.lookupType(`tfplugin6.${method}.Request`);
export const responseOf = (method: Method): Type => root.lookupType(`tfplugin6.${method}.Response`);

export interface DynamicValue {
  readonly msgpack?: Uint8Array;
  readonly json?: Uint8Array;
}
