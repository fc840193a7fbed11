// The page: what it says, what is chosen or dropped, what was found.
const $ = (id) => document.getElementById(id);
let last = null;

function whereOf({ first, last: end, file }) {
  if (first === null || first === undefined) return file;
  return first === end ? say("entry", { n: first + 1 }) : say("entries", { n: first + 1, m: end + 1 });
}

function add(parent, name, words) {
  const made = document.createElement(name);
  made.textContent = words;
  parent.append(made);
  return made;
}

function show() {
  document.documentElement.lang = language;
  document.title = say("title");
  for (const one of document.querySelectorAll("[data-word]")) one.textContent = say(one.dataset.word);
  for (const one of document.querySelectorAll("[data-language]")) {
    one.setAttribute("aria-pressed", String(one.dataset.language === language));
  }
  if (!last) return;
  const { faults, lines, facts } = last;
  $("result").hidden = false;
  $("result").dataset.state = faults.length ? "broken" : lines.some((line) => line.state === "unknown") ? "unsure" : "fine";
  $("verdict").textContent = say($("result").dataset.state);
  // What could not be checked stands beside the verdict: nobody may take it for fine.
  const unknown = lines.find((line) => line.state === "unknown");
  $("first").textContent = faults.length ? sentenceOf(faults[0]) : unknown ? say(unknown.name, unknown.values) : "";
  $("lines").replaceChildren();
  for (const one of faults.slice(1, 10)) add($("lines"), "li", sentenceOf(one, "also"));
  for (const { state, name, values } of lines) {
    const item = add($("lines"), "li", "");
    if (state) add(item, "strong", say(state));
    item.append(say(name, values));
  }
  $("facts").replaceChildren();
  for (const [name, fact] of facts) {
    add($("facts"), "dt", name);
    add($("facts"), "dd", fact);
  }
}

function sentenceOf(one, kind = "first") {
  const where = whereOf(one);
  const what = say(one.what, one.values);
  if (kind === "first" && where) return say("first", { where, what });
  return `${where ? `${where}. ` : ""}${what}.`;
}

async function run(open) {
  last = null;
  $("result").hidden = false;
  delete $("result").dataset.state;
  $("verdict").textContent = say("working");
  for (const id of ["lines", "facts", "first"]) $(id).replaceChildren();
  try {
    last = await check(await open());
  } catch (error) {
    const noSums = !globalThis.crypto?.subtle && ["noSums", {}];
    const known = error.message === "noCopy" ? ["noCopy", {}] : noSums || ["unreadable", { f: error.message ?? "" }];
    last = { faults: [], lines: [{ state: "unknown", name: known[0], values: known[1] }], facts: [] };
  }
  show();
  $("verdict").focus();
}

$("folder").addEventListener("change", ({ target }) => target.files.length && run(() => openChosen(target.files)));
$("file").addEventListener("change", ({ target }) => target.files.length && run(() => openPacked(target.files[0])));
for (const one of document.querySelectorAll("[data-language]")) {
  one.addEventListener("click", () => {
    language = one.dataset.language;
    show();
  });
}
for (const kind of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    event.preventDefault();
    $("drop").classList.toggle("over", kind === "dragover");
    if (kind === "drop") {
      const opened = openDropped(event.dataTransfer.items);
      run(() => opened);
    }
  });
}
show();
