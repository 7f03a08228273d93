// Sending what was recorded: each record under its key, as often as need be, until the answer is here.

// Who is signed in and with which token: {user, token}, or {gone: "offline" | "signed out"}.
const token = async (address) => {
  try {
    const answer = await fetch(address, { redirect: "manual", cache: "no-store" });
    if (answer.type === "opaqueredirect" || answer.status === 403) return { gone: "signed_out" };
    if (!answer.ok) return { gone: "offline" };
    return await answer.json();
  } catch {
    return { gone: "offline" };
  }
};

const post = async (address, known, batch) => {
  const body = new FormData();
  body.append("batch", JSON.stringify(batch));
  const headers = { "X-CSRFToken": known.token };
  const answer = await fetch(address, { method: "POST", body, headers, redirect: "manual", cache: "no-store" });
  if (answer.type === "opaqueredirect" || answer.status === 403) return { gone: "signed_out" };
  if (!answer.ok) return { gone: "unread" };
  return answer.json();
};

// Send some records. Returns {answers} or {gone: why}; `before` is called with each portion before it
// leaves, for from then on the server may have it though its answer never comes.
export const send = async (records, settings, device, before) => {
  const known = await token(settings.token);
  if (known.gone) return known;
  const others = records.filter((one) => one.user !== known.user);
  const ours = records.filter((one) => one.user === known.user);
  if (!ours.length) return { gone: "other_user" };
  const answers = [];
  for (let from = 0; from < ours.length; from += settings.records) {
    const portion = ours.slice(from, from + settings.records);
    await before(portion);
    const told = portion.map(({ key, kind, about, base, data, choice }) => ({ key, kind, about, base, data, choice }));
    let answer;
    try {
      answer = await post(settings.send, known, { device, records: told });
    } catch {
      answer = { gone: "lost" };
    }
    if (answer.gone) return { ...answer, answers };
    answers.push(...answer.answers);
  }
  return { answers, gone: others.length ? "other_user" : undefined };
};
