// The questions of a thing as a form, its answers as values, and the answers as lines to read.
import { make } from "./dom.js";

let drawn = 0;

const input = (field, values, id, described) => {
  const told = { id, name: field.name, "aria-describedby": described };
  if (field.kind === "textarea") {
    const area = make("textarea", { ...told, rows: 3, maxlength: field.most });
    area.value = values[0] ?? "";
    return area;
  }
  if (field.kind === "select") {
    const options = field.choices.map(([value, words]) =>
      make("option", { value, selected: value === (values[0] ?? "") }, words));
    return make("select", told, options);
  }
  const more = field.kind === "day" ? { inputmode: "numeric" } : { maxlength: field.most };
  if (field.offers) more.list = "names";
  return make("input", { ...told, type: "text", value: values[0] ?? "", autocomplete: "off", ...more });
};

const tick = (field, type, [value, words], values, id) =>
  make("label", { for: id },
    make("input", { type, id, name: field.name, value, checked: values.includes(value) }),
    make("span", {}, words));

const draw = (field, values, words) => {
  const id = `q${(drawn += 1)}`;
  const help = field.help ? make("p", { class: "help", id: `${id}-help` }, field.help) : null;
  if (field.kind === "check") {
    return make("div", { class: "field choice" }, help, tick(field, "checkbox", ["on", field.label], values, id));
  }
  if (field.kind === "checks" || field.kind === "radio") {
    const type = field.kind === "checks" ? "checkbox" : "radio";
    const rows = field.choices.map((choice, n) => make("div", {}, tick(field, type, choice, values, `${id}-${n}`)));
    return make("fieldset", { class: "field ticked" }, make("legend", {}, field.label), help, make("div", {}, rows));
  }
  const label = make("label", { for: id }, field.label);
  if (!field.required && field.kind !== "select") label.append(make("span", { class: "quiet fw-normal" }, ` (${words.optional})`));
  return make("div", { class: "field" }, label, help, input(field, values, id, help && `${id}-help`));
};

const block = (group, data, words) => {
  const values = (field) => data?.[field.name] ?? field.value;
  const fields = group.fields.map((field) => draw(field, values(field), words));
  if (!group.legend) return fields;
  const help = group.help ? make("p", { class: "quiet" }, group.help) : null;
  const open = data && changed(group, data);
  return make("details", { class: "slot", open }, make("summary", {}, group.legend), help, fields);
};

// The whole form's questions; `data` are answers given before.
export const draws = (thing, data, words) => [
  ...thing.groups.map((group) => block(group, data, words)).flat(),
  make("datalist", { id: "names" }, thing.names.map((value) => make("option", { value }))),
];

const same = (one, other) => one.length === other.length && one.every((value) => other.includes(value));
const firsts = (field) =>
  field.kind === "select" && !field.value.length ? [field.choices[0]?.[0] ?? ""].filter(Boolean) : field.value;
const changed = (group, data) =>
  group.fields.some((field) => !same((data[field.name] ?? []).filter(Boolean), firsts(field)));

// Every question with the answers given; one without an answer has an empty list.
export const values = (form, thing) => {
  const typed = new FormData(form);
  const fields = thing.groups.flatMap((group) => group.fields);
  return Object.fromEntries(fields.map((field) => [
    field.name, typed.getAll(field.name).map((value) => value.trim()).filter(Boolean),
  ]));
};

const DAY = /^\d{1,2}[/.-]\d{1,2}[/.-]\d{4}$/;

// What can be told without the server: what lacks an answer, which day is none.
export const wrong = (thing, data, words) =>
  thing.groups.flatMap((group) => {
    const filled = !group.optional || changed(group, data);
    return group.fields.flatMap((field) => {
      const [value = ""] = data[field.name];
      const lead = group.legend ? `${group.legend}, ${field.label}` : field.label;
      if (!value && filled && field.required) return [`${lead}: ${words.missing}`];
      if (value && field.kind === "day" && !DAY.test(value)) return [`${lead}: ${words.no_day}`];
      return [];
    });
  });

const spoken = (field, given, words) => {
  if (field.kind === "check") return words.yes;
  const chosen = new Map(field.choices);
  return given.map((value) => chosen.get(value) ?? value).join(", ");
};

// The answers given, a line each; questions of a group carry its heading.
export const lines = (thing, data, words) =>
  thing.groups.flatMap((group) => (group.optional && !changed(group, data) ? [] : group.fields)
    .filter((field) => (data[field.name] ?? []).some(Boolean))
    .map((field) => ({
      label: group.legend ? `${group.legend}, ${field.label}` : field.label,
      value: spoken(field, data[field.name], words),
    })));
