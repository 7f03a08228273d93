// On every page of somebody who is signed in: what is not yet sent is said, stated times are kept, and
// signing out leaves nothing on this phone.
import { expire, unsent, wipe } from "./store.js";

const tell = (count) => {
  for (const line of document.querySelectorAll("[data-unsent]")) {
    line.hidden = !count;
    line.querySelector("b").textContent = count;
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
