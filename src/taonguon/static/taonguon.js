// What pages do beyond their forms and links. Every page works without this file.
(() => {
  "use strict";

  // "In A4": shown only where it can do something.
  const offerPrinting = () => {
    for (const button of document.querySelectorAll("[data-print]")) {
      button.hidden = false;
      button.addEventListener("click", () => window.print());
    }
  };

  // A form that writes is sent once, however often its button is pressed.
  const sendOnce = (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  };
  const allowSendingAgain = () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  };

  // Menus close when one presses elsewhere or Escape.
  const closeMenus = (event) => {
    for (const menu of document.querySelectorAll("details[data-menu][open]")) {
      if (event.type === "keydown" ? event.key === "Escape" : !menu.contains(event.target)) {
        const held = menu.contains(document.activeElement);
        menu.open = false;
        if (held) menu.querySelector("summary").focus();
      }
    }
  };

  // Paper shows how a day came about, though it is folded on the screen.
  const unfold = () => {
    for (const fold of document.querySelectorAll("main :is(.task details, details.prints):not([open])")) {
      fold.dataset.unfolded = "yes";
      fold.open = true;
    }
  };
  const fold = () => {
    for (const opened of document.querySelectorAll("details[data-unfolded]")) {
      opened.open = false;
      delete opened.dataset.unfolded;
    }
  };

  // The sum of numbers being typed, held against what there is to divide.
  const keepSums = () => {
    for (const output of document.querySelectorAll("output[data-sum]")) {
      const fields = [...document.querySelectorAll(`input[name^="${output.dataset.sum}"]`)];
      const tell = () => {
        const sum = fields.reduce((all, field) => all + (parseInt(field.value, 10) || 0), 0);
        const rest = Number(output.dataset.of) - sum;
        const words = rest ? (rest > 0 ? output.dataset.left : output.dataset.over) : output.dataset.match;
        output.querySelector("b").textContent = sum;
        output.querySelector("span").textContent = words.replace("#", Math.abs(rest));
      };
      for (const field of fields) field.addEventListener("input", tell);
    }
  };

  const focusErrors = () => document.querySelector("[data-errors]")?.focus();

  document.addEventListener("submit", sendOnce);
  document.addEventListener("click", closeMenus);
  document.addEventListener("keydown", closeMenus);
  window.addEventListener("pageshow", allowSendingAgain);
  window.addEventListener("beforeprint", unfold);
  window.addEventListener("afterprint", fold);
  offerPrinting();
  keepSums();
  focusErrors();
})();
