// <button data-copy="#id-of-a-field" hidden>: shown only where copying works.
for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const field = document.querySelector(button.dataset.copy);
    await navigator.clipboard.writeText(field.value ?? field.textContent);
    if (button.dataset.done) button.textContent = button.dataset.done;
  });
}
