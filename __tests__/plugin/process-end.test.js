"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
const node_events_1 = require("node:events");
const node_fs_1 = require("node:fs");
const node_path_1 = require("node:path");
const promises_1 = require("node:timers/promises");
const address_1 = require("../../src/plugin/delivery/address");
const install_1 = require("../../src/plugin/delivery/install");
const terraform_1 = require("../helpers/terraform");
const test_package_1 = require("./fixtures/test-package");
/** What the plugin promises is two seconds; the rest is for a loaded machine. */
const GONE_WITHIN_MS = 5_000;
(0, terraform_1.describeWithTerraform)(
  "the end of a terraform that has a read of thirty seconds under way",
  () => {
    const home = (0, terraform_1.temporaryDirectory)();
    const terraform = new terraform_1.Terraform(home);
    const project = (0, node_path_1.join)(home, "project");
    const marker = (0, node_path_1.join)(home, "reading");
    beforeAll(async () => {
      (0, node_fs_1.mkdirSync)(project);
      (0, test_package_1.linkPackage)(
        project,
        (0, test_package_1.buildTestPackage)((0, node_path_1.join)(home, "package")),
      );
      (0, install_1.installPlugin)(project);
      configure("hang");
      expect(await terraform.run(project, ["init"])).toMatchObject({ code: 0 });
    });
    afterEach(() => (0, node_fs_1.rmSync)(marker, { force: true }));
    afterAll(() => (0, node_fs_1.rmSync)(home, { recursive: true, force: true }));
    function configure(behaviour) {
      const required = `terraform {\nrequired_providers {\nbackups = { source = "${address_1.PROVIDER_SOURCE}" }\n}\n}\n`;
      const data = `data "backups_echo" "it" {\ntext = "a"\nbehaviour = "${behaviour}"\nmarker = "${marker}"\n}\n`;
      (0, node_fs_1.writeFileSync)((0, node_path_1.join)(project, "main.tf"), required + data);
    }
    /** Waits until the read has begun, and gives the plugin's process ID. */
    async function reading() {
      while (!(0, node_fs_1.existsSync)(marker) || (0, node_fs_1.readFileSync)(marker, "utf8") === "")
        await (0, promises_1.setTimeout)(20);
      return Number((0, node_fs_1.readFileSync)(marker, "utf8"));
    }
    function isAlive(pid) {
      try {
        process.kill(pid, 0);
        return true;
      } catch {
        return false;
      }
    }
    const socketDirectories = () =>
      (0, node_fs_1.readdirSync)((0, node_path_1.join)(home, "tmp")).filter((name) =>
        name.startsWith("tfp-"),
      );
    it("leaves no process and no socket when terraform is killed", async () => {
      const run = terraform.start(project, ["plan", "-lock=false"]);
      const plugin = await reading();
      expect(socketDirectories()).toHaveLength(1);
      const exited = (0, node_events_1.once)(run, "exit");
      run.kill("SIGKILL");
      await exited;
      const start = Date.now();
      while (isAlive(plugin) && Date.now() - start < GONE_WITHIN_MS) await (0, promises_1.setTimeout)(20);
      expect(isAlive(plugin)).toBe(false);
      expect(socketDirectories()).toEqual([]);
    });
    it.each(["hang", "hang-deaf"])(
      "comes soon when the user interrupts a read (%s), and says so",
      async (behaviour) => {
        configure(behaviour);
        const run = terraform.start(project, ["plan", "-lock=false"]);
        const result = (0, terraform_1.finished)(run);
        const plugin = await reading();
        const start = Date.now();
        // Ctrl-C reaches the whole group, so the plugin gets the signal too.
        process.kill(-(run.pid ?? Number.NaN), "SIGINT");
        const { code, output } = await result;
        expect(Date.now() - start).toBeLessThan(15_000);
        expect(code).toBe(1);
        expect(output).toContain("Error: Interrupted");
        expect(isAlive(plugin)).toBe(false);
        expect(socketDirectories()).toEqual([]);
      },
    );
  },
);
