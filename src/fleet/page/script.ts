/**
 * The page's script: filter, order, copy, and a line through all rows at the pointer's time. It is text, because it
 * runs in a browser and the page's policy contains its hash.
 */
export const SCRIPT = String.raw`(() => {
"use strict";
const one = (selector, from = document) => from.querySelector(selector);
const all = (selector, from = document) => [...from.querySelectorAll(selector)];

// Warns if the page is old.
const madeAt = Date.parse(document.body.dataset.at);
const hours = (Date.now() - madeAt) / 36e5;
if (hours > 24) {
  const note = one("#stale");
  one("b", note).textContent = "This report is " + (hours < 48 ? Math.floor(hours) + " hours" : Math.floor(hours / 24) + " days") + " old.";
  note.hidden = false;
}

// Theme.
try {
  const kept = localStorage.getItem("backup-report-theme");
  if (kept) document.getElementById(kept).checked = true;
} catch {}
document.addEventListener("change", ({ target }) => {
  if (target.name !== "th") return;
  try { localStorage.setItem("backup-report-theme", target.id); } catch {}
});
if (matchMedia("(max-width:900px)").matches && one(".by")) one(".by").open = false;

// Copy.
const copy = (button) => {
  const code = button.previousElementSibling;
  const select = () => getSelection().selectAllChildren(code);
  const tell = () => {
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  };
  if (navigator.clipboard) navigator.clipboard.writeText(code.textContent).then(tell, select);
  else select();
};
document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-copy]");
  if (button) copy(button);
});

const list = one(".list");
if (!list) return;
const marks = one(".marks");
const rows = all(":scope>tbody", list);
const [query, listing, order, shown, none, reset] = ["#q", "#listing", "#sort", "#shown", "#none", "#reset"].map((id) => one(id));
const view = { states: new Set(), group: "", key: "s", up: false };
/** The first direction of each column: up is smallest first. */
const beginsUp = { s: false, n: true, o: true, a: false, z: true };

// A row's texts for filter and order, read when first needed.
const kept = (read) => {
  const known = new Map();
  return (row) => known.get(row) ?? known.set(row, read(row)).get(row);
};
const textOf = kept((row) => [row.dataset.t, row.dataset.v, row.textContent].join(" ").toLowerCase());
const nameOf = kept((row) => one(".nm", row).textContent);
const keyOf = {
  s: (row) => -row.dataset.i,
  n: nameOf,
  o: (row) => row.dataset.o + " " + nameOf(row),
  a: (row) => +row.dataset.a,
  z: (row) => +row.dataset.z,
};

const remember = () => {
  const state = new URLSearchParams();
  if (query.value) state.set("q", query.value);
  if (view.states.size) state.set("state", [...view.states].join(""));
  if (listing.value) state.set("listing", listing.value);
  if (view.group) state.set("by", view.group);
  if (view.key !== "s" || view.up) state.set("sort", (view.up ? "" : "-") + view.key);
  const hash = String(state);
  try { history.replaceState(null, "", hash ? "#" + hash : location.pathname + location.search); } catch {}
};

const filter = () => {
  const words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
  const group = view.group.slice(2);
  let count = 0;
  for (const row of rows) {
    const { s, l } = row.dataset;
    const fits = (!view.states.size || view.states.has(s)) && (!listing.value || l === listing.value)
      && (!view.group || row.dataset[view.group[0]] === group) && words.every((word) => textOf(row).includes(word));
    row.hidden = !fits;
    if (fits) count += 1;
  }
  const total = rows.length.toLocaleString("en-US") + (rows.length === 1 ? " database" : " databases");
  shown.textContent = count === rows.length ? total : count.toLocaleString("en-US") + " of " + total;
  none.hidden = count > 0;
  reset.hidden = !(words.length || view.states.size || view.group || listing.value);
  for (const button of all("[data-state]")) button.setAttribute("aria-pressed", view.states.has(button.dataset.state));
  for (const button of all("[data-by]")) button.setAttribute("aria-pressed", view.group === button.dataset.by);
  remember();
};

const collator = new Intl.Collator(undefined, { numeric: true });
const sort = () => {
  const key = keyOf[view.key];
  const direction = view.up ? 1 : -1;
  const keyed = rows.map((row) => [key(row), row]);
  keyed.sort(([a, x], [b, y]) => (typeof a === "number" ? a - b : collator.compare(a, b)) * direction || x.dataset.i - y.dataset.i);
  rows.splice(0, rows.length, ...keyed.map(([, row]) => row));
  list.append(...rows);
  for (const button of all("thead [data-key]", list))
    button.closest("th").setAttribute("aria-sort", button.dataset.key !== view.key ? "none" : view.up ? "ascending" : "descending");
  order.value = view.key;
};
const sortBy = (key) => {
  view.up = view.key === key ? !view.up : beginsUp[key];
  view.key = key;
  sort();
  remember();
};
const clear = () => {
  query.value = listing.value = view.group = "";
  view.states.clear();
  filter();
  query.focus();
};
const openAll = (button) => {
  const open = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", open);
  button.textContent = open ? "Close all" : "Open all";
  for (const details of all(".x details", list)) details.open = open;
};

document.addEventListener("click", ({ target }) => {
  if (!target.closest(".marks")) marks.open = false;
  const button = target.closest("button");
  const { state, by, key } = button?.dataset ?? {};
  if (state !== undefined) {
    if (!view.states.delete(state)) view.states.add(state);
    filter();
  } else if (by !== undefined) {
    view.group = view.group === by ? "" : by;
    filter();
  } else if (key !== undefined) sortBy(key);
  else if (button?.id === "all") openAll(button);
  else if (button && (button === reset || none.contains(button))) clear();
  else if (!button && !target.closest("summary,a,input,label")) {
    // A click anywhere on a row opens it, unless text is being selected.
    const part = target.closest(".m,.f");
    const details = part && list.contains(part) && one(".x details", part.parentNode);
    if (details && String(getSelection()) === "") details.open = !details.open;
  }
});
let timer;
query.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(filter, 80);
});
listing.addEventListener("change", filter);
order.addEventListener("change", () => {
  view.key = "";
  sortBy(order.value);
});
document.addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (key === "/" && !/INPUT|SELECT/.test(target.tagName) && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    query.focus();
    query.select();
  } else if (key === "Escape" && marks.open) {
    marks.open = false;
    one("summary", marks).focus();
  } else if (key === "Escape" && target === query && query.value) {
    query.value = "";
    filter();
  }
});

// A line through all rows at the pointer's time, to compare databases.
const moment = one(".crossd");
const line = document.createElement("div");
line.className = "cross";
line.hidden = true;
list.after(line);
const hide = () => { line.hidden = moment.hidden = true; };
list.addEventListener("pointermove", ({ target, clientX }) => {
  const drawing = target.closest(".m .tl svg");
  if (!drawing) return hide();
  const box = drawing.getBoundingClientRect();
  const x = ((clientX - box.left) / box.width) * 380;
  if (x < 0 || x > 366) return hide();
  const frame = list.getBoundingClientRect();
  line.hidden = moment.hidden = false;
  line.style.left = clientX - frame.left + "px";
  line.style.top = list.offsetTop + "px";
  line.style.height = frame.height + "px";
  moment.style.left = clientX - box.left + "px";
  moment.textContent = new Date(madeAt - (1 - x / 366) * 2592e6).toLocaleString("en-GB", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", timeZone: "UTC" });
});
list.addEventListener("pointerleave", hide);

// Settings in the page's address.
const given = new URLSearchParams(location.hash.slice(1));
query.value = given.get("q") ?? "";
listing.value = given.get("listing") ?? "";
if (listing.selectedIndex < 0) listing.value = "";
view.group = given.get("by") ?? "";
for (const state of given.get("state") ?? "") view.states.add(state);
const wanted = given.get("sort") ?? "";
const key = wanted.replace("-", "");
if (Object.hasOwn(keyOf, key)) {
  Object.assign(view, { key, up: key === wanted });
  sort();
}
if (location.hash.includes("=")) filter();
})();
`;
