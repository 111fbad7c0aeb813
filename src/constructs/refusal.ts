import type { IConstruct } from "constructs";

/** An error about a construct, by the path that its user gave it. */
export function refusal({ node }: IConstruct, text: string): Error {
  return new Error(`[${node.path.replace(/\/Default$/, "")}] ${text}`);
}
