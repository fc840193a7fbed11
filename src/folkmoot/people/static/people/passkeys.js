// Passkeys: asks our server what to ask the device, and hands its answer back.
// Without passkeys or without JavaScript its section stays hidden; mail always works.

const ways = {
  create: (options) => navigator.credentials.create({
    publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
  }),
  get: (options) => navigator.credentials.get({
    publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
  }),
};

async function answer(section) {
  const url = section.dataset.passkey;
  const options = await (await fetch(url)).json();
  const credential = await ways[section.dataset.passkeyWay](options);
  return fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-csrftoken": JSON.parse(document.body.getAttribute("hx-headers"))["x-csrftoken"],
    },
    body: JSON.stringify(credential.toJSON()),
  });
}

async function press(section, button, note) {
  button.disabled = true;
  note.hidden = true;
  try {
    const received = await (await answer(section)).json();
    if (received.next) {
      window.location.assign(received.next);
      return;
    }
    note.textContent = received.error;
  } catch {
    // The person closed the device's window, or the connection is away.
    note.textContent = note.dataset.away;
  }
  note.hidden = false;
  button.disabled = false;
}

const canParse = window.PublicKeyCredential && "parseRequestOptionsFromJSON" in PublicKeyCredential;
for (const section of canParse ? document.querySelectorAll("[data-passkey]") : []) {
  const button = section.querySelector("button");
  const note = section.querySelector("[role=alert]");
  button.addEventListener("click", () => press(section, button, note));
  section.hidden = false;
}
