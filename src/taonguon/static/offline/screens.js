// What the page shows: locked, what was taken along, one form, two versions of one record.
import { answers, button, make, notice, say, when } from "./dom.js";
import { draws, lines } from "./fields.js";
import { name } from "./pocket.js";

const panel = (title, ...inside) => make("section", { class: "panel" }, make("h2", {}, title), inside);

// Locked: how much is not yet sent, and the PIN.
export const locked = (words, told, act) => {
  const field = make("input", {
    id: "pin", name: "pin", type: "password", inputmode: "numeric", autocomplete: "off", class: "short",
  });
  const press = make("button", { type: "submit", class: "btn btn-main" }, words.unlock);
  const form = make("form", { class: "panel reading", novalidate: true },
    make("div", { class: "field" }, make("label", { for: "pin" }, words.pin), field),
    make("div", { class: "acts-row" }, press, button(words.wipe, act.wipe)));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    press.disabled = true;
    await act.unlock(field.value);
    press.disabled = false;
  });
  return [
    make("p", { class: "big", "data-count": told.unsent }, say(words.unsent, { n: told.unsent })),
    told.unsent ? make("p", {}, say(words.kept_until, { days: told.vault.unsent_days })) : null,
    form,
    make("p", { class: "quiet" }, say(words.tries_rule, { n: told.vault.tries_most, m: told.vault.wait_minutes })),
  ];
};

const waiting = (record, words) => {
  if (record.fresh) return notice("due", words.is_changed);
  if (record.words?.length) return make("div", {}, notice("late", words.is_refused), make("ul", {}, record.words.map((one) => make("li", {}, one))));
  return notice("wait", record.tried ? words.is_tried : words.is_waiting);
};

const unsentRow = (record, words, act) =>
  make("li", { class: "pocket-row", "data-key": record.key },
    make("h3", {}, `${record.thing.title} · ${record.thing.unit}`),
    make("p", { class: "quiet" }, say(words.made_at, { at: when(record.made_at) })),
    waiting(record, words),
    make("div", { class: "acts-row" },
      record.fresh ? button(words.compare, () => act.compare(record)) : null,
      record.tried || record.fresh ? null : button(words.open, () => act.edit(record)),
      record.tried ? null : button(words.remove, () => act.remove(record))));

const outbox = (pocket, words, act) => {
  const count = pocket.outbox.length;
  const rows = pocket.outbox.map((record) => unsentRow(record, words, act));
  const title = count ? say(words.unsent, { n: count }) : words.all_sent;
  return panel(title,
    make("ul", { class: "bare" }, rows),
    pocket.outbox.some((one) => !one.fresh) ? make("div", { class: "acts-row" }, button(words.send_now, act.send, true)) : null);
};

const takenUnit = (unit, things, pocket, words, act) => {
  const mine = (thing) => !thing.again && pocket.outbox.some((one) => name(one.thing) === name(thing));
  const row = (thing) => make("li", {},
    make("button", { type: "button", class: "btn btn-quiet wide-btn", onclick: () => act.fill(thing) },
      thing.title, mine(thing) ? make("small", { class: "quiet" }, ` · ${words.filled}`) : null));
  return panel(unit, make("ul", { class: "bare" }, things.map(row)));
};

const sentRow = (one, words) => {
  const said = say(one.state === "dropped" ? words.was_dropped : words.was_sent, { at: when(one.at) });
  const place = one.url ? make("a", { href: one.url }, `${one.title} · ${one.unit}`) : `${one.title} · ${one.unit}`;
  return make("li", { class: "pocket-row" }, place, make("p", { class: "quiet" }, said));
};

// What was taken along, what waits to be sent, what was sent.
export const list = (pocket, words, act) => {
  const units = Map.groupBy
    ? Map.groupBy(pocket.packed?.things ?? [], (thing) => thing.unit)
    : (pocket.packed?.things ?? []).reduce((found, one) => found.set(one.unit, [...(found.get(one.unit) ?? []), one]), new Map());
  const until = pocket.packed ? say(words.until, { at: when(pocket.packed.expires_at), name: pocket.packed.name }) : words.time_over;
  return [
    outbox(pocket, words, act),
    make("p", {}, until),
    [...units].map(([unit, things]) => takenUnit(unit, things, pocket, words, act)),
    pocket.sent.length ? panel(words.sent, make("ul", { class: "bare" }, pocket.sent.map((one) => sentRow(one, words)))) : null,
    make("div", { class: "acts-row" },
      make("a", { class: "btn btn-quiet", href: act.prepare }, words.take_more),
      button(words.lock, act.lock), button(words.wipe, act.wipe)),
  ].flat(2);
};

// One form; `say_wrong` are the sentences to mend.
export const fill = (thing, data, words, act) => {
  const wrong = make("div", { class: "errors", tabindex: "-1", hidden: true });
  const reading = thing.reading.length
    ? make("section", { class: "panel" }, make("h2", {}, words.read_before), answers(thing.reading))
    : null;
  const form = make("form", { class: "panel reading", novalidate: true }, draws(thing, data, words),
    make("div", { class: "acts-row" },
      make("button", { type: "submit", class: "btn btn-main" }, words.keep), button(words.back, act.back)));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const sentences = await act.keep(form);
    wrong.hidden = !sentences.length;
    wrong.replaceChildren(make("ul", {}, sentences.map((one) => make("li", {}, one))));
    if (sentences.length) wrong.focus();
  });
  form.addEventListener("input", () => act.typed(form));
  return [wrong, reading, form];
};

// Both versions beside each other; a person decides.
export const compare = (record, words, act) => [
  make("p", {}, words.compare_why),
  make("div", { class: "two-versions" },
    make("section", { class: "panel", "data-version": "server" }, make("h2", {}, words.on_server), answers(record.fresh.now),
      make("div", { class: "acts-row" }, button(words.keep_server, act.server))),
    make("section", { class: "panel", "data-version": "mine" }, make("h2", {}, words.mine),
      answers(lines(record.thing, record.data, words)),
      make("div", { class: "acts-row" }, button(words.use_mine, act.mine), button(words.edit_mine, act.edit)))),
  make("div", { class: "acts-row" }, button(words.later, act.back)),
];
