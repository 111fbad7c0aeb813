/** Times, durations and sizes as reports write them. Pure; always UTC. */

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A length of time in its two largest units, such as `25 h 48 min` or `9 d 1 h`; hours up to two days. */
export function lengthOf(seconds: number): string {
  if (seconds >= 100 * DAY) return `${Math.floor(seconds / DAY).toLocaleString("en-US")} d`;
  const units: readonly (readonly [number, string])[] =
    seconds >= 2 * DAY
      ? [
          [DAY, "d"],
          [HOUR, "h"],
        ]
      : seconds >= HOUR
        ? [
            [HOUR, "h"],
            [MINUTE, "min"],
          ]
        : seconds >= MINUTE
          ? [[MINUTE, "min"]]
          : [[1, "s"]];
  let rest = Math.max(0, Math.floor(seconds));
  const parts = units.map(([size, unit]) => {
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    return amount > 0 ? `${amount} ${unit}` : "";
  });
  return parts.filter(Boolean).join(" ") || `0 ${units.at(-1)?.[1]}`;
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

/** A date such as `19 Nov`, with its year where that is not the reader's. */
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

/** Bytes with three digits that count, such as `61.1 GiB` and `1.10 GiB`. */
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

const SMALL = [
  "no",
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
  "eleven",
  "twelve",
];

/** A number, in letters where it is small, with the noun that it counts. */
export function counted(amount: number, one: string, many = `${one}s`): string {
  return `${amount.toLocaleString("en-US")} ${amount === 1 ? one : many}`;
}

/** The same at the beginning of a sentence: `Four databases`. */
export function countedFirst(amount: number, one: string, many = `${one}s`): string {
  return `${capital(SMALL[amount] ?? amount.toLocaleString("en-US"))} ${amount === 1 ? one : many}`;
}

/** A text with its first letter in upper case. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
