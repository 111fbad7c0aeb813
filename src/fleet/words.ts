/** Times, durations and sizes as reports write them. Pure; always UTC. */

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A length of time in its two largest units, such as `25 h 48 min` or `9 d 1 h`; hours up to two days. */
export function lengthOf(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const days = Math.floor(whole / DAY);
  const hours = Math.floor(whole / HOUR);
  const minutes = Math.floor(whole / MINUTE);
  const rest = (amount: number, unit: string) => (amount > 0 ? ` ${amount} ${unit}` : "");
  if (days >= 100) return `${days.toLocaleString("en-US")} d`;
  if (days >= 2) return `${days} d${rest(hours % 24, "h")}`;
  if (hours >= 1) return `${hours} h${rest(minutes % 60, "min")}`;
  return minutes >= 1 ? `${minutes} min` : `${whole} s`;
}

/** A duration of the file as prose, such as `50 h` for `50h`. */
export function spanInWords(text: string): string {
  return text
    .replace(
      /(\d+)([smhdw])/g,
      (_, amount: string, unit: string) =>
        `${amount} ${unit === "m" ? "min" : unit === "w" ? (amount === "1" ? "week" : "weeks") : unit} `,
    )
    .trim();
}

/** A date such as `19 Nov`, with its year if that is not the current one. */
export function dayOf(time: number, now: number): string {
  const date = new Date(time);
  const year = date.getUTCFullYear();
  const day = `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
  return year === new Date(now).getUTCFullYear() ? day : `${day} ${year}`;
}

/** A time such as `19 Nov, 01:13`. */
export function momentOf(time: number, now: number): string {
  return `${dayOf(time, now)}, ${new Date(time).toISOString().slice(11, 16)}`;
}

const UNITS = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

/** Bytes with three significant digits, such as `61.1 GiB` and `1.10 GiB`. */
export function bytesInWords(bytes: number): string {
  let amount = bytes;
  let unit = 0;
  while (amount >= 999.5 && unit < UNITS.length - 1) {
    amount /= 1024;
    unit += 1;
  }
  const digits = unit === 0 ? 0 : amount < 9.995 ? 2 : amount < 99.95 ? 1 : 0;
  return `${amount.toFixed(digits)} ${UNITS[unit]}`;
}

/** A change in percent, such as `−94 %` or `±0 %`. */
export function changeInWords(percent: number): string {
  const rounded = Math.round(percent);
  return rounded === 0 ? "±0 %" : `${rounded > 0 ? "+" : "−"}${Math.abs(rounded)} %`;
}

const SMALL = "no one two three four five six seven eight nine ten eleven twelve".split(" ");

/** A number with its noun, such as `3 databases`. */
export function counted(amount: number, one: string, many = `${one}s`): string {
  return `${amount.toLocaleString("en-US")} ${amount === 1 ? one : many}`;
}

/** The same at the beginning of a sentence, with small numbers as words: `Four databases`. */
export function countedFirst(amount: number, one: string, many = `${one}s`): string {
  return `${capital(SMALL[amount] ?? amount.toLocaleString("en-US"))} ${amount === 1 ? one : many}`;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
