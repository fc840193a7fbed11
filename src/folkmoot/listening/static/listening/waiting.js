// Answers given while the connection is away: kept in this browser, shown plainly, sent
// again with their own submission keys when it is back, so that each counts once.
import { drop, keep, mine } from "./kept.js";
import { sendKept } from "./sending.js";

const AGAIN = 15_000; // milliseconds
const AWAY = [502, 503, 504]; // a server that starts, or what stands before it

export function keepWhileAway(place, tell) {
  const who = place.dataset.who;
  const line = place.querySelector("[data-waiting]");
  const back = line.querySelector("[data-take-back]");
  const before = []; // the cards of answers that wait, to take them back
  const card = () => document.getElementById("answering");

  function show(more = "") {
    const count = mine(who).length;
    const words = count === 1 ? place.dataset.one : place.dataset.many;
    const said = count ? words.replace("{n}", count) : more ? "" : place.dataset.none;
    line.hidden = false;
    line.querySelector("p").textContent = `${said} ${more}`.trim();
    back.hidden = !count || !before.length;
  }

  function put(next, focused) {
    card().replaceWith(next);
    globalThis.htmx?.process(next);
    if (focused) document.getElementById(focused)?.focus();
    tell();
  }

  // The next statement from those that came with the page, or a word that there is none.
  function goOn() {
    const focused = document.activeElement?.id;
    const next = card().cloneNode(true);
    next.querySelector("[data-undo]")?.remove();
    const ahead = next.querySelector("template[data-ahead]")?.content.firstElementChild;
    before.push(card());
    if (!ahead) {
      next.replaceChildren(place.querySelector("template[data-empty]").content.cloneNode(true));
      next.dataset.isEmpty = "";
      return put(next);
    }
    const form = next.querySelector("form[data-answer]");
    form.reset();
    form.classList.remove("htmx-request");
    form.action = ahead.dataset.url;
    form.setAttribute("hx-post", ahead.dataset.url);
    form.elements.submission_key.value = crypto.randomUUID().replaceAll("-", "");
    form.elements.left.value = Math.max(1, form.elements.left.value - 1);
    ahead.remove();
    form.querySelector("blockquote").replaceChildren(...ahead.childNodes);
    form.querySelector(".hint")?.remove();
    return put(next, focused);
  }

  function wait(event) {
    const { elt, requestConfig } = event.detail;
    if (!elt?.matches("form[data-answer]")) return;
    event.preventDefault();
    event.stopPropagation(); // it is not lost, so nobody is told to press again
    keep(who, requestConfig.path, requestConfig.formData);
    goOn();
    show();
  }

  async function send() {
    if (!mine(who).length) return;
    const problem = await sendKept(who, () => { before.length = 0; });
    show(place.dataset[problem]);
    if (!mine(who).length && card().dataset.isEmpty !== undefined) location.reload();
  }

  place.addEventListener("htmx:beforeRequest", (event) => { if (!navigator.onLine) wait(event); });
  for (const name of ["htmx:sendError", "htmx:timeout"]) place.addEventListener(name, wait);
  place.addEventListener("htmx:responseError", (event) => {
    if (AWAY.includes(event.detail.xhr.status)) wait(event);
  });
  back.addEventListener("click", () => {
    const entry = mine(who).at(-1);
    if (!entry || !before.length) return;
    drop(entry);
    put(before.pop(), "answer-agree");
    show();
  });
  addEventListener("online", send);
  setInterval(send, AGAIN);
  send();
}
