// The page that opens without signal: opens the vault, leads from screen to screen, sends.
import { button, make, notice, say, told } from "./dom.js";
import { values, wrong } from "./fields.js";
import * as kept from "./pocket.js";
import * as screens from "./screens.js";
import { send } from "./sending.js";
import { all, exists, expire, get, remove, wipe } from "./store.js";
import { unlock } from "./vault.js";

const words = told("words");
const settings = told("settings");
const place = document.querySelector("[data-shell]");
const heading = document.querySelector("h1");
const lede = document.querySelector("[data-lede]");
const news = document.querySelector("[data-news]");
const MINUTE = 60_000;

let pocket = null; // with the key: gone when the page is closed or locked
let sending = false;
let draftTimer = 0;
let idleTimer = 0;

const show = (title, ...inside) => {
  clearTimeout(draftTimer);
  heading.textContent = title;
  lede.textContent = "";
  place.replaceChildren(...inside.flat(3).filter(Boolean));
  window.scrollTo(0, 0);
};

const tell = (...lines) => news.replaceChildren(...lines.filter(Boolean));
const link = (href, said) => make("a", { href }, said);
const signal = () => (navigator.onLine ? null : notice("wait", words.no_signal));

// Ask before something is lost; the act is done when pressed a second time.
const surely = (sentence, act) =>
  tell(notice("late", sentence, button(words.surely, act), button(words.not_so, () => tell())));

const wipeAll = async () => {
  const count = (await all("outbox")).length;
  surely(count ? say(words.lose, { n: count }) : words.wipe_why, async () => {
    pocket = null;
    await wipe();
    tell(notice("ok", words.all_wiped));
    showEmpty();
  });
};

const showEmpty = () =>
  show(words.title, make("p", {}, words.nothing), make("p", {}, make("a", { class: "btn btn-main", href: settings.prepare }, words.take)));

const showLocked = async () => {
  const vault = await get("vault", "vault");
  const unsent = (await all("outbox")).length;
  show(words.title, screens.locked(words, { vault, unsent }, { unlock: tryPin, wipe: wipeAll }));
  document.getElementById("pin").focus();
};

const tryPin = async (pin) => {
  const opened = await unlock(pin, Date.now());
  if (opened.key) {
    pocket = await kept.read(opened.key);
    pocket.vault = opened.vault;
    tell(signal());
    rest();
    showList();
    await sendAll();
    return;
  }
  if (opened.wiped) return begin(notice("late", words.wiped));
  tell(notice("late", say(opened.wait ? words.wait : words.wrong_pin, { n: opened.wait ?? opened.left })));
  document.getElementById("pin").select();
};

const lock = async () => {
  pocket = null;
  tell();
  await showLocked();
};

// Untouched for some minutes, the page locks by itself; what was typed is a draft already.
const rest = () => {
  clearTimeout(idleTimer);
  if (pocket) idleTimer = setTimeout(lock, pocket.vault.idle_minutes * MINUTE);
};

const showList = () => show(words.title, screens.list(pocket, words, {
  prepare: settings.prepare,
  lock,
  wipe: wipeAll,
  send: () => sendAll(true),
  fill: (thing) => showForm(thing),
  edit: (record) => showForm(record.thing, record),
  compare: showBoth,
  remove: (record) => surely(say(words.remove_why, { what: record.thing.title }), async () => {
    await kept.dropRecord(pocket, record);
    tell();
    showList();
  }),
}));

// A thing that is filled in once is opened where it was left: as recorded, or as typed.
const recordOf = (thing) =>
  thing.again ? undefined : pocket.outbox.find((one) => kept.name(one.thing) === kept.name(thing));

const showForm = async (thing, record = recordOf(thing)) => {
  if (record?.tried) return tell(notice("wait", words.is_tried));
  if (record?.fresh && record.thing === thing) return showBoth(record);
  const data = record?.data ?? (await kept.draft(pocket, thing));
  tell(signal());
  show(thing.title, screens.fill(thing, data, words, {
    back: showList,
    keep: (form) => keep(form, thing, record),
    typed: (form) => {
      clearTimeout(draftTimer);
      draftTimer = setTimeout(() => pocket && !record && kept.keepDraft(pocket, thing, values(form, thing)), 400);
    },
  }));
  lede.textContent = thing.unit;
};

const keep = async (form, thing, record) => {
  const data = values(form, thing);
  const sentences = wrong(thing, data, words);
  if (sentences.length) return sentences;
  clearTimeout(draftTimer);
  await kept.keepRecord(pocket, {
    key: record?.key ?? crypto.randomUUID(), made_at: record?.made_at ?? Date.now(),
    kind: thing.kind, about: thing.about, base: thing.base, user: record?.user ?? pocket.packed.user, thing, data, words: [],
  });
  tell(notice("ok", words.is_kept), signal());
  showList();
  await sendAll();
  return [];
};

const showBoth = (record) => {
  const choose = async (more) => {
    await kept.keepRecord(pocket, { ...record, ...more, fresh: undefined });
    showList();
    await sendAll(true);
  };
  const { thing } = record.fresh;
  tell();
  show(`${words.is_changed_title} · ${record.thing.title}`, screens.compare(record, words, {
    server: () => choose({ choice: "theirs" }),
    mine: () => choose({ base: thing.base }),
    edit: () => showForm(thing, { ...record, fresh: undefined }),
    back: showList,
  }));
  lede.textContent = thing.unit;
};

const gone = (why) => {
  if (why === "signed_out") return notice("due", words.signed_out, link(settings.login, words.sign_in));
  if (why === "other_user") return notice("due", words.other_user, link(settings.login, words.sign_in));
  if (why === "unread") return notice("late", words.unread);
  return why ? notice("wait", why === "lost" ? words.is_tried : words.no_signal) : null;
};

// Send what waits; what is changed or refused waits for a person. `asked`: by the button, so say why not.
const sendAll = async (asked = false) => {
  const ready = pocket?.outbox.filter((one) => !one.fresh && (asked || !one.words?.length)) ?? [];
  if (sending || !ready.length) return;
  sending = true;
  const mine = pocket;
  try {
    const answer = await send(ready, settings, mine.vault.device, (records) => kept.leaving(mine, records));
    const answers = answer.answers ?? [];
    await kept.hear(mine, answers);
    if (pocket !== mine) return;
    const count = answers.filter((one) => one.state === "kept").length;
    tell(count ? notice("ok", say(words.count_sent, { n: count })) : null, gone(answer.gone));
    if (!place.querySelector("form")) showList(); // a form being filled in is left alone
  } finally {
    sending = false;
  }
};

const begin = async (...lines) => {
  await expire(Date.now());
  const lost = (await exists()) && (await get("notes", "lost"));
  tell(...lines, lost ? notice("late", say(words.lost, { n: lost.count }), button(words.seen, async () => {
    await remove("notes", "lost");
    tell();
  })) : null, location.pathname === settings.shell ? null : notice("wait", words.instead));
  if ((await exists()) && (await get("vault", "vault"))) return showLocked();
  return showEmpty();
};

for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, rest);
window.addEventListener("online", () => sendAll());
await begin();
