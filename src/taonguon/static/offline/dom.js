// Making elements, and the words of the page with their numbers filled in.
export const told = (id) => JSON.parse(document.getElementById(id).dataset.told);

export const say = (words, values = {}) =>
  words.replace(/\{(\w+)\}/g, (_whole, name) => values[name] ?? "");

export const make = (tag, attributes = {}, ...inside) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== undefined && value !== null) made.setAttribute(name, value);
  }
  made.append(...inside.flat().filter((one) => one !== null && one !== undefined && one !== ""));
  return made;
};

export const button = (words, act, main = false) =>
  make("button", { type: "button", class: `btn ${main ? "btn-main" : "btn-quiet"}`, onclick: act }, words);

// One line to the reader, with the sign of its status.
export const notice = (status, words, ...more) => {
  const sign = document.getElementById(`sign-${status}`)?.content.cloneNode(true) ?? "";
  return make("div", { class: `notice ${status}`, role: "status" }, sign, make("span", {}, words), more);
};

export const answers = (lines) =>
  make("dl", { class: "answers" }, lines.map((one) =>
    make("div", {}, make("dt", {}, one.label), make("dd", {}, one.value))));

export const when = (moment) => {
  const day = new Date(moment);
  const two = (n) => String(n).padStart(2, "0");
  return `${two(day.getHours())}:${two(day.getMinutes())} ${day.getDate()}/${day.getMonth() + 1}/${day.getFullYear()}`;
};
