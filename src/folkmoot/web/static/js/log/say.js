// The words stand in the page, in the reader's language; here they are only chosen.
export function say(place, names, values = {}) {
  for (const part of place.querySelectorAll("[data-say]")) {
    part.hidden = !part.dataset.say.split(" ").some((name) => names.includes(name));
  }
  for (const part of place.querySelectorAll("[data-fill]")) {
    const value = values[part.dataset.fill];
    if (value !== undefined) part.textContent = value;
  }
}

export function asDay(time, more = {}) {
  const day = { weekday: "long", day: "numeric", month: "long" };
  const parts = { ...day, ...more, hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const { lang } = document.documentElement;
  return new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, parts).format(new Date(time));
}

export async function get(address) {
  const answer = await fetch(address, { cache: "no-store", redirect: "error" });
  if (!answer.ok) throw new TypeError(`${address}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

export const getText = async (address) => new TextDecoder().decode(await get(address));
