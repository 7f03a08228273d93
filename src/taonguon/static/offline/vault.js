// The key and what it seals. The PIN makes a key by PBKDF2; that one wraps the key that seals the rows
// (AES-GCM). The opened key lives in this page alone and ends with it.
import { all, forget, get, put } from "./store.js";

const MINUTE = 60_000;
const text = new TextEncoder();
const random = (n) => crypto.getRandomValues(new Uint8Array(n));

const fromPin = async (pin, salt, rounds) => {
  const raw = await crypto.subtle.importKey("raw", text.encode(pin), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds };
  return crypto.subtle.deriveKey(how, raw, { name: "AES-GCM", length: 256 }, false, [
    "wrapKey", "unwrapKey",
  ]);
};

export const seal = async (key, told) => {
  const iv = random(12);
  const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, text.encode(JSON.stringify(told)));
  return { iv, data };
};

export const unseal = async (key, row) => {
  const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: row.iv }, key, row.data);
  return JSON.parse(new TextDecoder().decode(plain));
};

// Make a new vault under a PIN; `limits` are the numbers of rules/offline.toml.
export const make = async (pin, limits) => {
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, true, ["encrypt", "decrypt"]);
  const [salt, iv] = [random(16), random(12)];
  const lock = await fromPin(pin, salt, limits.rounds);
  const wrapped = await crypto.subtle.wrapKey("raw", key, lock, { name: "AES-GCM", iv });
  const vault = { salt, iv, wrapped, ...limits, device: crypto.randomUUID(), tries: 0, next_try_at: 0 };
  await put("vault", "vault", { ...vault, expires_at: 0 });
  return unwrap(vault, lock);
};

const unwrap = (vault, lock) =>
  crypto.subtle.unwrapKey("raw", vault.wrapped, lock, { name: "AES-GCM", iv: vault.iv },
    { name: "AES-GCM" }, false, ["encrypt", "decrypt"]);

// Open the vault. Returns {key}, or {left} tries, or {wait} minutes, or {wiped: true}.
// A try is counted before it is made, so that closing the page in between saves none.
export const unlock = async (pin, now) => {
  const vault = await get("vault", "vault");
  if (now < vault.next_try_at) return { wait: Math.ceil((vault.next_try_at - now) / MINUTE) };
  const tries = vault.tries + 1;
  const late = tries >= vault.tries_most ? now + vault.wait_minutes * MINUTE : 0;
  await put("vault", "vault", { ...vault, tries, next_try_at: late });
  try {
    const key = await unwrap(vault, await fromPin(pin, vault.salt, vault.rounds));
    await put("vault", "vault", { ...vault, tries: 0, next_try_at: 0 });
    return { key, vault };
  } catch {
    if (tries < vault.tries_most) return { left: vault.tries_most - tries };
    const kept = (await all("outbox")).length;
    await forget(); // of what is not yet sent nothing is lost: it stays sealed
    return kept ? { wait: vault.wait_minutes } : { wiped: true };
  }
};

// A PIN that is long enough and not the first one anybody tries.
export const weak = (pin, least) => {
  if (!/^\d+$/.test(pin) || pin.length < least) return true;
  const steps = new Set([...pin].slice(1).map((digit, n) => digit - pin[n]));
  return steps.size === 1 && [0, 1, -1].includes([...steps][0]);
};
