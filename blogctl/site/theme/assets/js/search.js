// The search page: words go to the index as they were put into it, with ' for ’ and oe for œ.
const { index, langs, own, said } = JSON.parse(document.getElementById("search-words").textContent);
const [field, count, list, more] = ["words", "count", "found", "more"].map((id) => document.getElementById(id));
const STEP = 10;
let engine, asked = 0, hits = [], shown = 0;

const mended = (text) => text.replace(/[’ʼ]/g, "'").replace(/œ/g, "oe").replace(/Œ/g, "OE").replace(/[«»“”]\s?/g, '"').trim();

const load = () => (engine ??= (async () => {
  const place = new URL(index, location.href).href;
  const found = await import(`${place}pagefind.js`);
  await found.init();
  for (const lang of langs) if (lang !== own) await found.mergeIndex(place, { language: lang });
  return found;
})());

const entry = ({ url, meta, excerpt, raw_url }) => {
  const item = document.createElement("li");
  const link = Object.assign(document.createElement("a"), { href: raw_url || url, textContent: meta.title });
  const heading = document.createElement("h2");
  const text = Object.assign(document.createElement("p"), { innerHTML: excerpt });
  heading.append(link);
  item.append(heading, text);
  return item;
};

const show = async (mine) => {
  const some = await Promise.all(hits.slice(shown, shown + STEP).map((hit) => hit.data()));
  if (mine !== asked) return;
  list.append(...some.map(entry));
  shown += some.length;
  more.hidden = shown >= hits.length;
};

const search = async () => {
  const mine = ++asked;
  const words = field.value.trim();
  history.replaceState(null, "", words ? `?q=${encodeURIComponent(words)}` : location.pathname);
  if (!words) { list.replaceChildren(); count.textContent = ""; more.hidden = true; return; }
  count.textContent ||= said.wait;
  try {
    const found = (await (await load()).search(mended(words))).results;
    if (mine !== asked) return;
    hits = found; shown = 0;
    list.replaceChildren();
    count.textContent = hits.length === 0 ? said.none.replace("WORDS", words)
      : hits.length === 1 ? said.one : said.many.replace("COUNT", hits.length);
    await show(mine);
  } catch { if (mine === asked) count.textContent = said.failed; }
};

let waiting;
field.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(search, 200); });
field.form.addEventListener("submit", (event) => { event.preventDefault(); search(); });
more.addEventListener("click", () => show(asked));
field.value = new URLSearchParams(location.search).get("q") ?? "";
if (field.value) search(); else field.focus();
