// The listing APIs on loopback, as strict as the vendors', for tests, demonstrations and stacks without a cloud.

export { clusterDemoInstance, shardedDemoInstance } from "./alicloud/redis-demo";
export type { InstanceName } from "./api";
export { type EmulatorData, type EmulatorInstance, readEmulatorData, type VendorRow } from "./data";
export { demoCredentials, demoData, demoInstances } from "./demo";
export type { Fault, FaultKind } from "./faults";
export type { RecordedRequest } from "./request-log";
export { type Emulator, type EmulatorOptions, startEmulator } from "./server";
export type { EmulatorCredentials } from "./verifier";
