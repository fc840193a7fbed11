// <button data-aloud hidden>: reads all parts marked data-read, one after the other, one
// that is marked "first" before the rest. From then on each choice that is touched says
// itself. Offered only where the device has a voice of its own for their language; a voice
// somewhere else would have to be sent the text.
const speech = window.speechSynthesis;
const isFirst = (part) => part.dataset.read === "first";
const parts = [...document.querySelectorAll("[data-read]")].sort((a, b) => isFirst(b) - isFirst(a));
const button = document.querySelector("button[data-aloud]");

function voiceFor(part) {
  const language = part.closest("[lang]").lang.slice(0, 2).toLowerCase();
  const speaks = (voice) => voice.localService && voice.lang.toLowerCase().startsWith(language);
  return speech.getVoices().find(speaks);
}

function offer() {
  button.hidden = !parts.length || !parts.every(voiceFor);
}

function say(part) {
  // Line by line: some devices fall silent in the middle of a long text.
  for (const line of part.innerText.split("\n").filter((line) => line.trim())) {
    const words = new SpeechSynthesisUtterance(line);
    words.voice = voiceFor(part);
    words.lang = words.voice.lang;
    words.onend = () => speech.pending || show(false);
    speech.speak(words);
  }
}

function show(isReading) {
  button.setAttribute("aria-pressed", isReading);
}

function sayChoice({ target }) {
  const choice = target.closest(".choice");
  if (!choice) return;
  speech.cancel();
  show(false);
  say(choice);
}

if (speech && button) {
  offer();
  speech.addEventListener("voiceschanged", offer);
  window.addEventListener("pagehide", () => speech.cancel());
  button.addEventListener("click", () => {
    const wasReading = button.getAttribute("aria-pressed") === "true";
    speech.cancel();
    show(!wasReading);
    if (!wasReading) parts.forEach(say);
    document.addEventListener("change", sayChoice);
  });
}
