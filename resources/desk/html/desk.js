// Extras of the reply box: the greeting, Ctrl+Enter, one send at a time, and text that survives a closed tab.
"use strict";

const form = document.getElementById("reply");
if (form) {
  const text = form.elements["@note"];
  const key = "otet-desk-reply-" + form.dataset.ticket;
  const greet = form.querySelector(".greet");

  greet.hidden = false;
  greet.addEventListener("click", () => {
    text.setRangeText(greet.dataset.greeting, 0, 0, "end");
    text.focus();
    keep();
  });

  function keep() {
    try {
      if (text.value) localStorage.setItem(key, text.value);
      else localStorage.removeItem(key);
    } catch { /* a browser without storage: the text stays in the box only */ }
  }

  if (form.dataset.sent) {
    try { localStorage.removeItem(key); } catch { /* nothing was kept */ }
  } else if (!text.value) {
    try { text.value = localStorage.getItem(key) || ""; } catch { /* nothing was kept */ }
  }

  text.addEventListener("input", keep);
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  form.addEventListener("submit", () => { form.querySelector(".primary").disabled = true; });
  window.addEventListener("pageshow", () => { form.querySelector(".primary").disabled = false; });
}
