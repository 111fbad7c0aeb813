// Puts what a command or the plugin loads into one file each, with the parts of the packages that are used: a process
// that lives for a tenth of a second spends most of it finding, reading and compiling files. lib/ keeps the same code
// as readable modules; the two of them that import axios and zod get those packages' used parts inside.
const { readFileSync, readdirSync, writeFileSync } = require("node:fs");
const { join, relative, resolve, sep } = require("node:path");
const esbuild = require("esbuild");

const root = join(__dirname, "..");
const source = join(root, "src");

/**
 * Parts of packages that no request of ours reaches: uploads, redirects (they are not followed), HTTP/2, what is for
 * browsers, and a logger that would write proxies' headers. Reaching one all the same is an error.
 */
const UNUSED = [/[\\/]axios[\\/]lib[\\/]adapters[\\/](?:xhr|fetch)\.js$/];
const UNUSED_NAMES = new Set(["form-data", "follow-redirects", "http2"]);

const NOTHING = `
module.exports = function unused() { throw new Error("a part of a package that is left out of the bundle"); };
module.exports.http = module.exports.https = {};
`;

/**
 * What looks for a global that Node.js makes on first sight, by loading its whole HTTP client: twenty milliseconds to
 * learn that there is a FormData, which no request here has.
 */
const PROBE = "typeof G.FormData !== 'undefined' ? G.FormData : undefined";

/** The class that errors are told by must be one in a process, whichever file made them. */
const ERRORS = "core/errors";
/** What holds a package inside, and is loaded with the first request and the first answer. */
const CLIENT = "transport/axios";
const PARSER = "reading/schema";

/** The half of gRPC that serves; the package's own entry loads the half that calls as well. */
const GRPC = `
exports.Server = require("@grpc/grpc-js/build/src/server").Server;
exports.ServerCredentials = require("@grpc/grpc-js/build/src/server-credentials").ServerCredentials;
exports.status = require("@grpc/grpc-js/build/src/constants").Status;
`;

const leaveOut = {
  name: "leave out what is not used",
  setup(build) {
    const unused = (args) => ({ path: args.path, namespace: "unused" });
    build.onResolve({ filter: /^debug$/ }, () => ({ path: "debug", namespace: "silent" }));
    build.onResolve({ filter: /./ }, (args) => {
      if (!args.importer.includes(`node_modules${sep}`) || args.namespace !== "file") return undefined;
      const path = args.path.startsWith(".") ? resolve(args.resolveDir, args.path) : args.path;
      const fromAxios = args.importer.includes(`${sep}axios${sep}`);
      const out = UNUSED.some((pattern) => pattern.test(path)) || (fromAxios && UNUSED_NAMES.has(path));
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
    build.onResolve({ filter: /^@grpc\/grpc-js$/ }, ({ path }) => ({ path, namespace: "serving" }));
    build.onLoad({ filter: /./, namespace: "serving" }, () => ({ contents: GRPC, resolveDir: root }));
    // The CommonJS form of axios is one file with everything in it.
    build.onResolve({ filter: /^axios$/ }, () => ({ path: join(root, "node_modules/axios/lib/axios.js") }));
  },
};

/** Leaves modules of src/ to lib/, which a bundle in lib/bundle/ finds beside it. */
function shareWithLib(...names) {
  return {
    name: "share modules with lib",
    setup(build) {
      build.onResolve({ filter: /^\./ }, ({ path, resolveDir }) => {
        if (!resolveDir.startsWith(source)) return undefined;
        const target = relative(source, resolve(resolveDir, path)).split(sep).join("/");
        const shared = names.find((name) => name === target || name === `${target}/index`);
        return shared && { path: `../${shared}.js`, external: true };
      });
    },
  };
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

/** What a lookup with keys in the environment does not need: files of keys, and roles. */
const KEYS_ELSEWHERE = [
  "clouds/vendor-files",
  "vendors/alicloud/keys/files",
  "vendors/alicloud/keys/assume-role",
  "vendors/alicloud/keys/oidc",
  "vendors/alicloud/keys/ecs-ram-role",
  "vendors/alicloud/keys/credentials-uri",
  "vendors/tencentcloud/keys/files",
  "vendors/tencentcloud/keys/assume-role",
  "vendors/tencentcloud/keys/oidc",
  "vendors/tencentcloud/keys/cvm-role",
  "vendors/jdcloud/keys/files",
  "transport/direct",
];

/** What is made: a file in lib/, from a file in src/. */
const BUNDLES = [
  {
    from: "cli/main.ts",
    to: "bundle/command.js",
    plugin: shareWithLib(
      ERRORS,
      "emulator/index",
      "delivery/install",
      "cli/fleet/index",
      "cli/init/index",
      ...KEYS_ELSEWHERE,
    ),
  },
  {
    from: "plugin/main.ts",
    to: "bundle/plugin.js",
    plugin: shareWithLib(ERRORS, CLIENT, PARSER, ...KEYS_ELSEWHERE),
  },
  { from: `${CLIENT}.ts`, to: `${CLIENT}.js`, plugin: ownModulesStay },
  { from: `${PARSER}.ts`, to: `${PARSER}.js`, plugin: ownModulesStay },
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

/**
 * Writes the bundles into a built lib/.
 *
 * @returns bytes of other packages' code inside them, and of their licences
 */
function bundle(lib) {
  const inside = new Set();
  let bytes = 0;
  return Promise.all(
    BUNDLES.map(({ from, to, plugin }) =>
      esbuild.build({
        entryPoints: [join(source, from)],
        outfile: join(lib, to),
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
        // Another global that axios looks for and no request here has.
        define: { Blob: "undefined" },
        plugins: [plugin, leaveOut],
      }),
    ),
  ).then((results) => {
    for (const { metafile } of results) {
      for (const { inputs } of Object.values(metafile.outputs)) {
        for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
          if (bytesInOutput === 0 || !/^node_modules\//.test(input)) continue;
          inside.add(packageOf(input));
          bytes += bytesInOutput;
        }
      }
    }
    const texts = licences([...inside].sort());
    writeFileSync(join(lib, "bundle/LICENSES.txt"), texts);
    return bytes + Buffer.byteLength(texts);
  });
}

module.exports = { bundle };
