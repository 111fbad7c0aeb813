import {
  demoCredentials,
  type Emulator,
  type EmulatorData,
  type EmulatorInstance,
  type EmulatorOptions,
  startEmulator,
} from "../../src/emulator";
import type { ListingName } from "../../src/vendors";
import { testKeys } from "../helpers/client";

/** Starts emulators that are closed when the test that started them ends. */
export function emulators(): (options?: EmulatorOptions) => Promise<Emulator> {
  const running: Emulator[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((emulator) => emulator.close()));
  });
  return async (options) => {
    const emulator = await startEmulator(options);
    running.push(emulator);
    return emulator;
  };
}

/** An instance of a listing. */
interface Instance {
  readonly name: ListingName;
  readonly instanceId: string;
  readonly region: string;
}

type Row = Readonly<Record<string, unknown>>;

/** One instance to emulate. */
export function dataOf(
  { name, instanceId, region }: Instance,
  rows: readonly Row[],
  more: Partial<EmulatorInstance> = {},
): EmulatorData {
  return { instances: [{ listing: name, instanceId, region, backups: [...rows], ...more }] };
}

/**
 * Starts emulators of one instance with these backups. They accept the emulator's own keys and those of the tests' clients
 * (without their token), and are closed when the test that started them ends.
 */
export function listed(): (
  instance: Instance,
  rows: readonly Row[],
  options?: EmulatorOptions,
) => Promise<Emulator> {
  const start = emulators();
  const { accessKey, secretKey } = testKeys;
  const credentials = [demoCredentials, { accessKey, secretKey }];
  return (instance, rows, options) => start({ data: dataOf(instance, rows), credentials, ...options });
}
