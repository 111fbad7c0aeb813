/** Variables that decide how a request reaches its server, or whether its answer is verified. */
const VARIABLES = ["http_proxy", "https_proxy", "all_proxy", "no_proxy"].flatMap((name) => [
  name,
  name.toUpperCase(),
]);
const OTHERS = ["NODE_TLS_REJECT_UNAUTHORIZED"];

/** Runs with these variables of that kind in the process's environment, and none besides. */
export async function withEnvironment<Result>(
  variables: Readonly<Record<string, string | undefined>>,
  run: () => Promise<Result>,
): Promise<Result> {
  const before = [...VARIABLES, ...OTHERS].map((name) => [name, process.env[name]] as const);
  const set = (name: string, value: string | undefined) => {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  };
  for (const [name] of before) set(name, variables[name]);
  try {
    return await run();
  } finally {
    for (const [name, value] of before) set(name, value);
  }
}
