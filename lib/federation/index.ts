// Who gets tokens without a secret from outside Azure: pipelines and pods whose tokens an identity or an application trusts.
export * from "./application-federated-credential";
export * from "./federated-credential";
export * from "./federated-workload";
export * from "./kubernetes-workload-identity";
