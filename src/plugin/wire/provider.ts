import type { Diagnostic } from "./diagnostics";
import type { PluginResource } from "./resource";
import type { Schema } from "./schema";
import type { TfObject } from "./types";

/**
 * A Terraform provider. Thrown errors are shown as internal errors: return diagnostics for failures that a user can
 * cause.
 */
export interface PluginProvider {
  /** The project that internal errors are reported to. */
  readonly project: string;
  /** The provider's own configuration. */
  readonly schema: Schema;
  /** By type name, such as `example_thing`. */
  readonly dataSources: Readonly<Record<string, PluginDataSource>>;
  /** By type name. */
  readonly resources: Readonly<Record<string, PluginResource>>;
  /** Checks the configuration without using it. Values may be `UNKNOWN`. */
  validateConfig(config: TfObject): Diagnostic[];
  /**
   * Takes the configuration that all following calls use. Values may be `UNKNOWN` while planning; Terraform then still
   * reads data sources whose own arguments are known, so those reads must report the missing setting.
   */
  configure(config: TfObject): Promise<Diagnostic[]>;
}

/** One kind of data source. */
export interface PluginDataSource {
  /** Arguments and results. */
  readonly schema: Schema;
  /** Checks the arguments without any I/O. Values may be `UNKNOWN`; results are null. */
  validate(config: TfObject): Diagnostic[];
  /**
   * Reads the data source. All arguments are known.
   *
   * @param signal aborts when the user interrupts Terraform; the call is then answered without waiting for the result
   */
  read(config: TfObject, signal: AbortSignal): Promise<ReadResult>;
  /** The message, with the remedy, if the state is too large for Terraform. */
  whenTooLarge(config: TfObject): string;
}

/** Result of a read. */
export interface ReadResult {
  /** Arguments and results; null only with an error. */
  readonly state: TfObject | null;
  readonly diagnostics: readonly Diagnostic[];
}
