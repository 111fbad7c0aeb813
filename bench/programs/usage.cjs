// Loaded into a measured process: leaves what it used behind when it ends. Memory in KiB, processor time in microseconds.
process.on("exit", () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const usage = { rssKib: maxRSS, cpuUs: userCPUTime + systemCPUTime };
  require("node:fs").writeFileSync(process.env.BENCH_USAGE, JSON.stringify(usage));
});
