// Passkeys: what the browser's part needs of a script. Without it, or where no passkey can be used, the
// buttons stay hidden and everything else works.
(() => {
  "use strict";
  if (!window.PublicKeyCredential || !navigator.credentials) return;

  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  async function post(path, body) {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify(body ?? {}),
    });
    // Too long ago that one showed who one is: there first.
    if (answer.redirected) { location.assign(answer.url); return null; }
    const said = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new Error(said.words ?? said.detail ?? "That did not work. Please try again.");
    return said;
  }

  async function add(button) {
    const asked = await post("/account/passkeys/begin");
    if (!asked) return null;
    const options = asked.publicKey;
    options.challenge = bytes(options.challenge);
    options.user.id = bytes(options.user.id);
    for (const known of options.excludeCredentials ?? []) known.id = bytes(known.id);
    const made = await navigator.credentials.create({ publicKey: options });
    const name = document.getElementById(button.dataset.passkeyName)?.value ?? "";
    return post("/account/passkeys", {
      name,
      credential: {
        id: made.id,
        rawId: text(made.rawId),
        type: made.type,
        extensions: made.getClientExtensionResults(),
        response: {
          attestationObject: text(made.response.attestationObject),
          clientDataJSON: text(made.response.clientDataJSON),
          transports: made.response.getTransports?.() ?? [],
        },
      },
    });
  }

  async function show(button) {
    const asked = await post("/sign-in/passkey/begin");
    if (!asked) return null;
    const options = asked.publicKey;
    options.challenge = bytes(options.challenge);
    for (const known of options.allowCredentials ?? []) known.id = bytes(known.id);
    const shown = await navigator.credentials.get({ publicKey: options });
    return post(button.dataset.passkeyShow, {
      next: button.dataset.next ?? "",
      credential: {
        id: shown.id,
        rawId: text(shown.rawId),
        type: shown.type,
        extensions: shown.getClientExtensionResults(),
        response: {
          authenticatorData: text(shown.response.authenticatorData),
          clientDataJSON: text(shown.response.clientDataJSON),
          signature: text(shown.response.signature),
          userHandle: shown.response.userHandle ? text(shown.response.userHandle) : null,
        },
      },
    });
  }

  function offer(button, act) {
    const says = document.getElementById(button.getAttribute("aria-describedby"));
    button.closest("[data-passkey-part]").hidden = false;
    button.addEventListener("click", async () => {
      button.disabled = true;
      says.textContent = "";
      try {
        const done = await act(button);
        if (done) location.assign(done.next);
      } catch (error) {
        const left = error.name === "NotAllowedError" || error.name === "AbortError";
        const known = error.name === "InvalidStateError";
        says.textContent = left ? "Nothing was done." : known ? "This device has a passkey for this account already." : error.message;
      } finally {
        button.disabled = false;
      }
    });
  }

  for (const button of document.querySelectorAll("[data-passkey-add]")) offer(button, add);
  for (const button of document.querySelectorAll("[data-passkey-show]")) offer(button, show);
})();
