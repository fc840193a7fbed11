// Counts the words of an answer while it is written; the limit holds without this.
for (const field of document.querySelectorAll("textarea[data-words]")) {
  const line = field.form?.querySelector("[data-words-left]");
  if (!line) continue;
  const most = Number(field.dataset.words);
  const count = () => {
    const words = field.value.split(/\s+/).filter(Boolean).length;
    line.textContent = `${words} ${line.dataset.said}`;
    line.toggleAttribute("data-over", words > most);
  };
  line.hidden = false;
  line.setAttribute("aria-live", "off");
  field.addEventListener("input", count);
  count();
}
