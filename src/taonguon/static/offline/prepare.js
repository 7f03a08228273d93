// Taking along: asks the server for what was chosen, seals it under the PIN, keeps the page that opens it.
import { notice, say, told } from "./dom.js";
import { all, exists, expire, get, put, remove, wipe } from "./store.js";
import { make as makeVault, seal, unlock, unseal, weak } from "./vault.js";

const words = told("words");
const settings = told("settings");
const form = document.querySelector("[data-take]");
const wrong = document.querySelector("[data-wrong]");
const again = document.querySelector("[data-pin-again]");
const forgotten = document.querySelector("[data-forgotten]");

const refuse = (sentences) => {
  wrong.replaceChildren(...sentences.map((words_) => notice("late", words_)));
  wrong.hidden = false;
  wrong.focus();
  wrong.scrollIntoView({ block: "nearest" });
  return null;
};

const there = async () => (await exists()) && (await get("vault", "vault"));

// With a vault on the phone its PIN is asked, else a new one, twice.
const show = async () => {
  await expire(Date.now());
  const known = Boolean(await there());
  again.hidden = known;
  forgotten.hidden = !known;
  document.querySelector("[data-pin-known]").hidden = !known;
  document.querySelector("[data-pin-new]").hidden = known;
};

// Open the vault there is. Returns its key, null when the PIN is wrong.
const openOld = async (pin) => {
  const opened = await unlock(pin, Date.now());
  if (opened.key) return opened.key;
  await show();
  if (opened.wiped) return refuse([words.wiped]);
  return refuse([say(opened.wait ? words.wait : words.wrong_pin, { n: opened.wait ?? opened.left })]);
};

const fit = (pin) => {
  if (weak(pin, settings.pin)) return refuse([say(words.weak_pin, { n: settings.pin })]);
  return pin === form.elements.pin_again.value || refuse([words.pins_differ]);
};

const chosen = async () => {
  const body = new FormData(form);
  for (const name of ["pin", "pin_again"]) body.delete(name); // the PIN never leaves the phone
  try {
    const answer = await fetch(settings.take, { method: "POST", body, redirect: "manual" });
    if (answer.type === "opaqueredirect" || !answer.ok) return refuse([words.signed_out]);
    const got = await answer.json();
    return got.refusals ? refuse(got.refusals) : got;
  } catch {
    return refuse([words.no_signal]);
  }
};

// Records of somebody else that are not yet sent must not fall to whoever prepares now.
const ours = async (key, user) => {
  const rows = await Promise.all((await all("outbox")).map((row) => unseal(key, row)));
  return rows.every((one) => one.user === user);
};

const take = async () => {
  const pin = form.elements.pin.value;
  const known = await there();
  const old = known ? await openOld(pin) : fit(pin);
  const got = old && (await chosen());
  if (!got) return null;
  const key = known ? old : await makeVault(pin, settings.limits);
  if (!(await ours(key, got.user))) return refuse([words.other_user]);
  await put("package", "package", await seal(key, got));
  const vault = await get("vault", "vault");
  const { rounds, ...limits } = settings.limits; // the rounds belong to the PIN as it was set
  await put("vault", "vault", { ...vault, ...limits, expires_at: Date.parse(got.expires_at) });
  await remove("notes", "lost");
  await navigator.serviceWorker.register(settings.worker, { scope: "/" });
  await navigator.serviceWorker.ready;
  await navigator.storage?.persist?.();
  location.assign(got.home);
  return null;
};

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  wrong.hidden = true;
  const press = form.querySelector("[type=submit]");
  press.disabled = true;
  try {
    await take();
  } finally {
    press.disabled = false;
  }
});

forgotten.querySelector("button").addEventListener("click", async () => {
  const count = (await all("outbox")).length;
  if (count && !forgotten.dataset.warned) {
    forgotten.dataset.warned = "yes";
    refuse([say(words.lose, { n: count })]);
    return;
  }
  await wipe();
  await show();
});

if (!window.isSecureContext || !navigator.serviceWorker || !crypto.subtle) {
  refuse([words.no_way]);
} else {
  form.hidden = false;
  await show();
}
