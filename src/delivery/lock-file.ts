import { PROVIDER_SOURCE, PROVIDER_VERSION } from "./address";
import { PACKAGE_HASH } from "./mirror";

/** The lines that Terraform itself writes at the top of the file. */
const HEADER = [
  '# This file is maintained automatically by "terraform init".',
  "# Manual edits may be lost in future updates.",
];

const BLOCK = [
  `provider "${PROVIDER_SOURCE}" {`,
  `  version     = "${PROVIDER_VERSION}"`,
  `  constraints = "${PROVIDER_VERSION}"`,
  "  hashes = [",
  `    "${PACKAGE_HASH}",`,
  "  ]",
  "}",
];

/** Comments and strings come first, because a brace or quote in them means nothing. */
const TOKEN = /#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:\\[\s\S]|[^"\\\n])*"|[{}]|\/\*|"/g;

/** Range of a top-level block in the text, with its closing brace. */
interface Block {
  readonly start: number;
  readonly end: number;
}

/**
 * Adds the provider's entry to the text of a `.terraform.lock.hcl`. All other bytes stay the same. An entry that is
 * already right stays too, with everything that Terraform has added to it.
 *
 * @param text the file as it is, or undefined for a new one
 * @throws Error naming the problem if the text is not a lock file
 */
export function mergeLockFile(text: string | undefined): string {
  if (text === undefined || text.trim() === "") return [...HEADER, "", ...BLOCK, ""].join("\n");
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  const block = BLOCK.join(newline);
  const [own, ...more] = providerBlocks(text);
  if (more.length > 0)
    throw new Error(`it has ${more.length + 1} entries for ${PROVIDER_SOURCE}: remove all of them`);
  if (!own) {
    const emptyLine = text.endsWith("\n") ? newline : newline + newline;
    return text + emptyLine + block + newline;
  }
  if (isRight(text.slice(own.start, own.end))) return text;
  return text.slice(0, own.start) + block + text.slice(own.end);
}

function isRight(block: string): boolean {
  const version = /^[ \t]*version[ \t]*=[ \t]*"([^"]*)"/m.exec(block)?.[1];
  return version === PROVIDER_VERSION && block.includes(`"${PACKAGE_HASH}"`);
}

/** Finds the blocks of this provider. */
function providerBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  let depth = 0;
  let label = { text: "", start: 0 };
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (token === '"' || token === "/*")
      throw new Error(`${place(text, index)} opens ${token} and nothing closes it`);
    if (token.startsWith('"') && depth === 0) label = { text: token, start: index };
    if (token === "{") depth++;
    if (token !== "}") continue;
    depth--;
    if (depth < 0) throw new Error(`${place(text, index)} has a } that nothing opens`);
    if (depth > 0 || label.text !== JSON.stringify(PROVIDER_SOURCE)) continue;
    const keyword = /provider[ \t]+$/.exec(text.slice(0, label.start));
    if (!keyword)
      throw new Error(`${place(text, label.start)} names ${PROVIDER_SOURCE} outside of a provider block`);
    blocks.push({ start: keyword.index, end: index + token.length });
  }
  if (depth > 0) throw new Error("it ends inside a block that nothing closes");
  return blocks;
}

function place(text: string, index: number): string {
  return `line ${text.slice(0, index).split("\n").length}`;
}
