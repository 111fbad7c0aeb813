import type { Report } from "../report";
export function htmlReport(report: Report): string {
  return report.file.path;
}
