// Asks the browser for a passkey, or makes one, when a form marked data-passkey is sent.
const trouble = document.querySelector("[data-passkey-trouble]");

// A passkey of this site signs in by itself, so the device keeps it and checks who holds it.
function alone(options) {
  options.publicKey.authenticatorSelection = {
    ...options.publicKey.authenticatorSelection, residentKey: "required", requireResidentKey: true, userVerification: "required",
  };
  return options;
}

const ways = {
  get: (options) => webauthnJSON.get(options),
  create: (options) => webauthnJSON.create(alone(options)),
};

for (const form of document.querySelectorAll("[data-passkey]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    trouble.hidden = true;
    try {
      const credential = await ways[form.dataset.passkey](JSON.parse(form.dataset.options));
      form.elements.credential.value = JSON.stringify(credential);
      form.submit();
    } catch {
      trouble.hidden = false;
      trouble.focus();
    }
  });
}
