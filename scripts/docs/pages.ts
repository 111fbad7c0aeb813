/** All pages that are made from the code. */
import { listings } from "../../src/vendors";
import type { Page } from "./check";
import { cliPage } from "./cli-page";
import { credentialsPage } from "./credentials-page";
import { dataSourcePage } from "./data-source-page";
import { dataSourceFile } from "./page-files";
import { providerPage } from "./provider-page";
import { RESTORE_POINT_FILE, restorePointPage } from "./resource-page";
import { RESTORE_JOB_FILE, restoreJobPage } from "./restore-job-page";
import { selectionPage } from "./selection-page";
import { TRIGGER_FILE, triggerPage } from "./trigger-page";

/** The pages, by their place in the project. */
export async function generatedPages(): Promise<readonly Page[]> {
  return [
    { path: "docs/index.md", text: providerPage(listings) },
    { path: "docs/cli.md", text: await cliPage() },
    { path: "docs/credentials.md", text: await credentialsPage(listings) },
    { path: "docs/selection.md", text: selectionPage() },
    { path: `docs/resources/${RESTORE_POINT_FILE}`, text: restorePointPage() },
    { path: `docs/resources/${RESTORE_JOB_FILE}`, text: restoreJobPage() },
    { path: `docs/resources/${TRIGGER_FILE}`, text: triggerPage() },
    ...listings.map((listing) => ({
      path: `docs/data-sources/${dataSourceFile(listing)}`,
      text: dataSourcePage(listing),
    })),
  ];
}
