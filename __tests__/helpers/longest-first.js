const { default: Sequencer } = require("@jest/test-sequencer");

/** What takes longest, in this order: a worker that begins with one at the end keeps the others waiting. */
const LONGEST = [
  "examples",
  "e2e/start",
  "e2e/first-steps",
  "e2e/printed-commands",
  "e2e/other-languages",
  "e2e/deploy",
  "vendors/further-listing",
  "package/types",
  "e2e/job-promises",
  "fleet/page",
  "fleet/check",
  "reading/row-shapes",
];

/** The order of a fresh clone, which has no times of a run before: by the files' sizes, but for what takes longest. */
module.exports = class LongestFirst extends Sequencer {
  async sort(tests) {
    const rank = ({ path }) => {
      const place = LONGEST.findIndex((name) =>
        path.replaceAll("\\", "/").endsWith(`/__tests__/${name}.test.ts`),
      );
      return place < 0 ? LONGEST.length : place;
    };
    return [...(await super.sort(tests))].sort((a, b) => rank(a) - rank(b));
  }
};
