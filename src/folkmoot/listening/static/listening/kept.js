// The answers that wait, in this browser's own store; each belongs to one person.
const NAME = "answers";
const LEFT_OUT = ["csrfmiddlewaretoken"];

function read() {
  try {
    return JSON.parse(localStorage.getItem(NAME) ?? "[]");
  } catch {
    return [];
  }
}

export const mine = (who) => read().filter((entry) => entry.who === who);

export function keep(who, path, sent) {
  const form = [...sent].filter(([name]) => !LEFT_OUT.includes(name));
  const key = new Map(form).get("submission_key");
  const others = read().filter((entry) => entry.key !== key);
  localStorage.setItem(NAME, JSON.stringify([...others, { who, path, key, form }]));
}

export function drop({ key }) {
  localStorage.setItem(NAME, JSON.stringify(read().filter((entry) => entry.key !== key)));
}
