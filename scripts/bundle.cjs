// Puts what a command or the plugin loads into one file each, with the parts of the packages that are used: a process
// that lives for a tenth of a second spends most of it finding, reading and compiling files. lib/ keeps the same code
// as readable modules; the two of them that import axios and zod get those packages' used parts inside.
const { existsSync, readFileSync, readdirSync, writeFileSync } = require("node:fs");
const { join, relative, resolve, sep } = require("node:path");
const esbuild = require("esbuild");

const root = join(__dirname, "..");
const source = join(root, "src");

/**
 * Parts of packages that nothing of ours reaches: uploads, redirects (they are not followed), HTTP/2, its own tunnels, what is for
 * browsers, a logger that would write proxies' headers, and subcommands that are programs of their own. Reaching one all
 * the same is an error.
 */
const UNUSED = [/[\\/]axios[\\/]lib[\\/]adapters[\\/](?:xhr|fetch)\.js$/];
const UNUSED_NAMES = {
  axios: ["form-data", "follow-redirects", "http2", "https-proxy-agent"],
  commander: ["node:child_process"],
};

const NOTHING = `
module.exports = function unused() { throw new Error("a part of a package that is left out of the bundle"); };
module.exports.http = module.exports.https = {};
`;

/**
 * What looks for a global that Node.js makes on first sight, by loading its whole HTTP client: twenty milliseconds to
 * learn that there is a FormData, which no request here has.
 */
const PROBE = "typeof G.FormData !== 'undefined' ? G.FormData : undefined";

const leaveOut = {
  name: "leave out what is not used",
  setup(build) {
    const unused = (args) => ({ path: args.path, namespace: "unused" });
    build.onResolve({ filter: /^debug$/ }, () => ({ path: "debug", namespace: "silent" }));
    build.onResolve({ filter: /./ }, (args) => {
      if (!args.importer.includes(`node_modules${sep}`) || args.namespace !== "file") return undefined;
      const path = args.path.startsWith(".") ? resolve(args.resolveDir, args.path) : args.path;
      const names = Object.keys(UNUSED_NAMES).filter((name) => args.importer.includes(`${sep}${name}${sep}`));
      const out =
        UNUSED.some((pattern) => pattern.test(path)) ||
        names.some((name) => UNUSED_NAMES[name].includes(path));
      return out ? unused(args) : undefined;
    });
    build.onLoad({ filter: /./, namespace: "unused" }, () => ({ contents: NOTHING }));
    build.onLoad({ filter: /./, namespace: "silent" }, () => ({
      contents: "module.exports = () => () => {};",
    }));
    build.onLoad({ filter: /[\\/]axios[\\/]lib[\\/]utils\.js$/ }, ({ path }) => {
      const contents = readFileSync(path, "utf8");
      if (!contents.includes(PROBE))
        throw new Error(`${path} has no longer what is replaced in it: ${PROBE}`);
      return { contents: contents.replace(PROBE, "undefined") };
    });
    // The CommonJS form of axios is one file with everything in it.
    build.onResolve({ filter: /^axios$/ }, () => ({ path: join(root, "node_modules/axios/lib/axios.js") }));
  },
};

/** The module of src/ that an import names, such as `core/errors`; undefined for what is no own module. */
function ownModule({ path, resolveDir }) {
  if (!path.startsWith(".") || !resolveDir.startsWith(source)) return undefined;
  const name = relative(source, resolve(resolveDir, path)).split(sep).join("/");
  return [name, `${name}/index`].find((module) => existsSync(join(source, `${module}.ts`)));
}

/** Leaves every own module to lib/: for a module that stays one, with its packages inside. */
const ownModulesStay = {
  name: "leave own modules alone",
  setup(build) {
    build.onResolve({ filter: /^\./ }, ({ path, importer }) =>
      importer.startsWith(source) ? { path, external: true } : undefined,
    );
  },
};

/**
 * Finds own modules that another file of the bundle holds there, because a module is one in a process, and leaves others
 * to lib/, which is beside the bundle.
 *
 * @param owners names of the files that hold modules, by module
 */
function elsewhere(file, owners, inLib) {
  return {
    name: "own modules that are elsewhere",
    setup(build) {
      build.onResolve({ filter: /^\./ }, (args) => {
        const module = ownModule(args);
        if (inLib.includes(module)) return { path: `../${module}.js`, external: true };
        return owners.has(module) && owners.get(module) !== file
          ? { path: module, namespace: "elsewhere" }
          : undefined;
      });
      build.onResolve({ filter: /./, namespace: "elsewhere" }, ({ path }) => ({ path, external: true }));
      build.onLoad({ filter: /./, namespace: "elsewhere" }, ({ path }) => ({
        contents: `module.exports = require("./${owners.get(path)}").modules[${JSON.stringify(path)}];`,
      }));
    },
  };
}

/** What a lookup with keys in the environment does not need: files of keys, and roles. */
const KEYS_ELSEWHERE = [
  "clouds/vendor-files",
  "clouds/sessions",
  "clouds/key-servers",
  "vendors/alicloud/keys/files",
  "vendors/alicloud/keys/sts",
  "vendors/alicloud/keys/ecs-metadata",
  "vendors/tencentcloud/keys/files",
  "vendors/tencentcloud/keys/sts",
  "vendors/jdcloud/keys/files",
  "transport/direct",
];

/** What the first lookup needs. */
const LOOKUP = "lookup/lookup";
/** What its first request needs, and what its answer needs, with packages inside. */
const [REQUEST, ANSWER] = ["transport/axios", "reading/schema"];

/**
 * What is made, in the order in which a process loads it: each file holds the modules named, and what they import and
 * no file before it holds. Code gets from one to the next by `require` within a function.
 */
const BUNDLES = [
  {
    files: {
      "command.js": ["cli/main"],
      "command-lookup.js": [LOOKUP],
      "command-request.js": [REQUEST],
      "command-answer.js": [ANSWER],
    },
    inLib: [
      "emulator/index",
      "delivery/install",
      "cli/doctor/index",
      "cli/fleet/index",
      "cli/init/index",
      "cli/completion/index",
      ...KEYS_ELSEWHERE,
    ],
  },
  {
    files: {
      "plugin.js": ["plugin/main"],
      "plugin-service.js": ["plugin/wire/plugin-service"],
      "plugin-provider.js": ["plugin/wire/provider-service", "plugin/backups-provider"],
      "plugin-lookup.js": [LOOKUP],
      "plugin-request.js": [REQUEST],
      "plugin-answer.js": [ANSWER],
    },
    inLib: KEYS_ELSEWHERE,
  },
];

/** The folder of the package that a file belongs to. */
function packageOf(input) {
  const parts = input.split("/");
  const at = parts.lastIndexOf("node_modules");
  return parts.slice(0, at + (parts[at + 1].startsWith("@") ? 3 : 2)).join("/");
}

/** The licence texts of the packages whose code is inside. */
function licences(packages) {
  return packages
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
      const file = readdirSync(join(root, folder)).find((entry) => /^licen[cs]e/i.test(entry));
      const text = file ? readFileSync(join(root, folder, file), "utf8").trim() : `Licence: ${license}`;
      return `${name} ${version} (${license})\n\n${text}\n`;
    })
    .join(`\n${"-".repeat(80)}\n\n`);
}

/** Options of every build. */
const COMMON = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  target: "node20.9",
  format: "cjs",
  mainFields: ["module", "main"],
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
  // What axios looks for and no request here has. The last two are made by Node.js on first sight.
  define: { Blob: "undefined", performance: "undefined", "process.allowedNodeEnvironmentFlags": "undefined" },
};

/**
 * Makes the files of one process. A file gives to later ones only the own modules that they use, because every module
 * that is given costs a namespace at start, and keeps code that nothing else needs.
 */
async function makeFiles(folder, files, inLib) {
  const owners = new Map();
  for (const [file, entries] of Object.entries(files)) for (const entry of entries) owners.set(entry, file);
  const make = (file, contents, write) =>
    esbuild.build({
      ...COMMON,
      stdin: { contents, resolveDir: source, sourcefile: file },
      outfile: join(folder, file),
      write,
      minifyIdentifiers: true,
      plugins: [elsewhere(file, owners, inLib), leaveOut],
    });
  const used = new Set();
  for (const [file, entries] of Object.entries(files)) {
    const { metafile } = await make(
      file,
      entries.map((entry) => `export * from "./${entry}";`).join(""),
      false,
    );
    for (const input of Object.keys(metafile.inputs)) {
      const [, own, other] = /^(?:src\/(.*)\.ts|elsewhere:(.*))$/.exec(input) ?? [];
      if (own) owners.set(own, file);
      if (other) used.add(other);
    }
  }
  const made = [];
  for (const [file, entries] of Object.entries(files)) {
    const given = [...used].filter((module) => owners.get(module) === file);
    const imports = given.map((module, index) => `import * as m${index} from "./${module}";`);
    const names = given.map((module, index) => `${JSON.stringify(module)}: m${index}`);
    const own = entries.map((entry) => `export * from "./${entry}";`);
    const contents = [...imports, ...own, `export const modules = { ${names.join()} };`].join("");
    made.push(await make(file, contents, true));
  }
  return made;
}

/**
 * Writes the bundles into a built lib/.
 *
 * @returns bytes of other packages' code inside them, and of their licences
 */
async function bundle(lib) {
  const made = [];
  for (const { files, inLib } of BUNDLES) made.push(...(await makeFiles(join(lib, "bundle"), files, inLib)));
  for (const module of [REQUEST, ANSWER]) {
    const [entryPoints, outfile] = [[join(source, `${module}.ts`)], join(lib, `${module}.js`)];
    made.push(await esbuild.build({ ...COMMON, entryPoints, outfile, plugins: [ownModulesStay, leaveOut] }));
  }
  const inside = new Set();
  let bytes = 0;
  for (const { inputs } of made.flatMap(({ metafile }) => Object.values(metafile.outputs))) {
    for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
      if (bytesInOutput === 0 || !/^node_modules\//.test(input)) continue;
      inside.add(packageOf(input));
      bytes += bytesInOutput;
    }
  }
  const texts = licences([...inside].sort());
  writeFileSync(join(lib, "bundle/LICENSES.txt"), texts);
  return bytes + Buffer.byteLength(texts);
}

module.exports = { bundle };
