// Conveniences on top of pages that work without them: keys, questions before grave steps, and
// deadlines in the reader's own zone.
(() => {
  "use strict";

  const KEYS_OFF = "proletto.keys-off";
  const remembered = {
    get: (name) => { try { return localStorage.getItem(name); } catch { return null; } },
    set: (name, value) => { try { localStorage.setItem(name, value); } catch { /* private mode */ } },
  };

  // A deadline far away, in the zone of whoever reads it. Left out where it reads the same.
  function showYourTime(root) {
    for (const time of root.querySelectorAll("time[data-your-time][hidden]")) {
      const instant = new Date(time.dateTime);
      if (Number.isNaN(instant.getTime())) continue;
      // Written as the deadline beside it is.
      const day = instant.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
      const hour = instant.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", hour12: false });
      // Nobody said by whose clock it is: then it is the earliest it can be.
      const words = "earliest" in time.dataset ? `as early as ${day}, ${hour} for you` : `${day}, ${hour} for you`;
      time.textContent = `(${words})`;
      time.hidden = false;
    }
  }

  // Errors are read first, then what was done: whoever pressed a button goes on from there.
  function focusFirst(root) {
    const first = root.querySelector("[data-focus]") ?? (location.hash ? null : root.querySelector("main > .flash"));
    first?.focus();
  }

  // A password can be looked at while it is typed.
  function offerToReveal(root) {
    for (const button of root.querySelectorAll("button[data-reveal][hidden]")) {
      button.hidden = false;
      button.addEventListener("click", () => {
        const field = document.getElementById(button.dataset.reveal);
        const shown = field.type === "password";
        field.type = shown ? "text" : "password";
        button.setAttribute("aria-pressed", String(shown));
      });
      // What is sent is a password again, so that nothing keeps it as a word once typed.
      button.form?.addEventListener("submit", () => { document.getElementById(button.dataset.reveal).type = "password"; });
    }
  }

  function start(root) {
    showYourTime(root);
    focusFirst(root);
    offerToReveal(root);
  }

  document.addEventListener("submit", (event) => {
    const question = event.submitter?.dataset.confirm ?? event.target.dataset.confirm;
    if (question && !window.confirm(question)) event.preventDefault();
  });

  // What was sent just now is not sent again by a second press.
  const sent = new WeakMap();
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target.method !== "post") return;
    const now = Date.now();
    if (now - (sent.get(event.target) ?? 0) < 2000) event.preventDefault();
    else sent.set(event.target, now);
  });

  function isTyping(target) {
    return target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;
  }

  function press(element) {
    if (element.matches("input, textarea, select")) { element.focus(); return; }
    if (element.matches("details")) {
      element.open = !element.open;
      const first = element.open && element.querySelector("form :is(input:not([type=hidden]), select, textarea)");
      (first || element.querySelector("summary"))?.focus();
      if (first && first.matches("input, textarea")) first.select();
      return;
    }
    element.click();
  }

  // Whether a form holds something that would be lost with it.
  function isTyped(form) {
    if (form.matches("[data-typed]")) return true;
    return [...form.elements].some((field) => {
      if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
      if (field instanceof HTMLSelectElement) {
        const usual = [...field.options].findIndex((option) => option.defaultSelected);
        return field.selectedIndex !== Math.max(usual, 0);
      }
      return field.defaultValue !== undefined && field.value !== field.defaultValue;
    });
  }

  // Folds a form away that was unfolded.
  function leave(details) {
    const form = details.querySelector("form");
    if (isTyped(form) && !window.confirm("Leave this without keeping what you typed?")) return;
    form.reset();
    details.open = false;
    details.querySelector("summary")?.focus();
  }

  function help() {
    let dialog = document.getElementById("keys-help");
    if (!dialog) {
      dialog = document.createElement("dialog");
      dialog.id = "keys-help";
      dialog.setAttribute("aria-labelledby", "keys-help-title");
      document.body.append(dialog);
    }
    const title = document.createElement("h2");
    title.id = "keys-help-title";
    title.textContent = "Keys on this page";
    const list = document.createElement("dl");
    const seen = new Set();
    const add = (key, words) => {
      if (seen.has(key)) return;
      seen.add(key);
      const term = document.createElement("dt");
      const kbd = document.createElement("kbd");
      kbd.textContent = key;
      term.append(kbd);
      const does = document.createElement("dd");
      does.textContent = words;
      list.append(term, does);
    };
    for (const element of document.querySelectorAll("[data-key]")) {
      add(element.dataset.key, element.dataset.keyLabel ?? element.textContent.trim());
    }
    add("?", "Show this list");
    const label = document.createElement("label");
    label.className = "choice";
    const box = document.createElement("input");
    box.type = "checkbox";
    box.checked = remembered.get(KEYS_OFF) !== "1";
    box.addEventListener("change", () => remembered.set(KEYS_OFF, box.checked ? "0" : "1"));
    label.append(box, "Single keys do these things");
    const close = document.createElement("button");
    close.className = "button button-plain";
    close.textContent = "Close";
    close.addEventListener("click", () => dialog.close());
    dialog.replaceChildren(title, list, label, close);
    dialog.showModal();
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    // A key that is held down is pressed once.
    if (event.repeat || document.querySelector("dialog[open]")) return;
    const unfolded = event.key === "Escape" && event.target instanceof Element && event.target.closest("details[open]:has(form[method=post])");
    if (unfolded) { event.preventDefault(); leave(unfolded); return; }
    if (isTyping(event.target)) return;
    if (event.key === "?") { event.preventDefault(); help(); return; }
    if (remembered.get(KEYS_OFF) === "1") return;
    const element = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!element) return;
    event.preventDefault();
    press(element);
  });

  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-keys-help]")) help();
  });

  document.addEventListener("htmx:after:swap", (event) => start(event.target instanceof Element ? event.target : document));
  start(document);
  // An address with a place in it takes the focus away again when the page is there.
  window.addEventListener("load", () => {
    if (location.hash && document.activeElement === document.body) focusFirst(document);
  });
})();
