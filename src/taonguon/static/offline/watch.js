// On every page of somebody who is signed in: what is not yet sent is said, stated times are kept, and
// signing out leaves nothing on this phone.
import { make, say } from "./dom.js";
import { expire, unsent, wipe } from "./store.js";

const tell = (count) => {
  if (!count) return;
  for (const place of document.querySelectorAll("[data-unsent]")) {
    const { unsent: words, open, place: address } = place.dataset;
    const line = make("div", { class: "notice due", role: "status" }, [...place.children],
      make("span", {}, say(words, { n: count })), make("a", { href: address }, open));
    place.replaceWith(line);
  }
};

// Signing out wipes first. While something is not yet sent, the page of signing out says so before.
const leave = async (event) => {
  const form = event.target;
  const out = document.querySelector("[data-sign-out]")?.dataset.signOut;
  if (!out || new URL(form.action).pathname !== out) return;
  event.preventDefault();
  if ((await unsent()) && location.pathname !== out) {
    location.assign(out);
    return;
  }
  await wipe();
  form.submit();
};

document.addEventListener("submit", leave, true);
await expire(Date.now());
tell(await unsent());
