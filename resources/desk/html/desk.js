// The agents' ticket page: two modes, drafts kept by the help desk, one send at a time, and answers that can be undone.
// No text is kept in the browser. Without this script both forms are on the page, and everything but drafts works.
"use strict";

const SAVE_AFTER_MS = 800, RETRY_MS = 3000;
const compose = document.getElementById("compose");
const here = location.pathname;
const digits = new Intl.NumberFormat({ fa: "fa-u-nu-arabext", ar: "ar-u-nu-arab" }[document.documentElement.lang] ?? "en");

// an outcome is shown once: reloading the page does not show it again
if (new URLSearchParams(location.search).has("outcome")) history.replaceState(null, "", here + location.hash);

async function freshPage() {
  const answer = await fetch(here, { cache: "no-store" });
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

class DraftForm {
  constructor(form) {
    this.form = form;
    this.text = form.elements["@note"];
    this.state = form.querySelector(".draft-state");
    this.button = form.querySelector(".primary");
    this.dirty = this.sending = false;
    this.saving = Promise.resolve(true);
    form.elements["@file"].addEventListener("change", () => form.querySelector(".choose-again")?.remove());
    for (const event of ["input", "change"]) form.addEventListener(event, () => this.changed());
    form.addEventListener("submit", (event) => this.submit(event));
    this.text.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit(this.button);
    });
    // only this script makes the key work
    this.button.title = this.button.dataset.key;
    this.button.setAttribute("aria-keyshortcuts", "Control+Enter");
  }

  changed() {
    this.dirty = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), SAVE_AFTER_MS);
  }

  say(key) {
    this.state.textContent = key ? this.state.dataset[key] : "";
    if (key === "signedOut") {
      const link = Object.assign(document.createElement("a"), { href: "./", target: "_blank", textContent: this.state.dataset.signIn });
      this.state.append(" ", link);
    }
    this.state.classList.toggle("trouble", Boolean(key) && key !== "saved");
  }

  body() {
    const fields = this.form.elements, body = new URLSearchParams();
    for (const name of ["@note", "status", "department", "@key", "@from", "@seen", "@status", "@department", "@csrf", "@kept"])
      if (fields[name]) body.append(name, fields[name].value);
    for (const box of this.form.querySelectorAll('[name="@drop"]:checked')) body.append("@drop", box.value);
    const again = [...this.form.querySelectorAll(".choose-again .name")].map((name) => name.textContent);
    body.append("@names", JSON.stringify([...[...fields["@file"].files].map((file) => file.name), ...again]));
    body.append("@mode", fields["@action"].value);
    body.append("@action", "draft");
    return body;
  }

  // one request after the other; resolves to whether the help desk has what is in the form
  save() {
    clearTimeout(this.timer);
    this.saving = this.saving.then(() => this.post(true));
    return this.saving;
  }

  async post(mayRefresh) {
    this.dirty = false;
    let problem = "unsaved";
    try {
      const answer = await fetch(here, { method: "POST", body: this.body(), headers: { Accept: "application/json" } });
      const isJson = (answer.headers.get("Content-Type") || "").startsWith("application/json");
      const saved = isJson ? await answer.json() : {};
      if (saved.csrf) {
        this.form.elements["@csrf"].value = saved.csrf;
        if (answer.ok) { this.say(this.text.value ? "saved" : ""); return true; }
        if (answer.status === 413) problem = "long";
      } else if (mayRefresh && answer.status !== 503) {
        problem = await this.refresh() || "unsaved";
        if (problem === "unsaved") return this.post(false);
      }
      this.reached = problem === "long" || problem === "unsaved";
    } catch { this.reached = false; /* no connection: it is tried again */ }
    this.dirty = true;
    this.say(problem);
    if (problem !== "long") this.timer = setTimeout(() => this.save(), RETRY_MS);
    return false;
  }

  // after signing in again the page's token is old: take that of a fresh page, if it is the same agent's
  async refresh() {
    const fresh = (await freshPage()).getElementById("compose");
    if (!fresh) return "signedOut";
    if (fresh.dataset.user !== compose.dataset.user) return "other";
    this.form.elements["@csrf"].value = fresh.querySelector(`#${this.form.id} [name="@csrf"]`).value;
    return "";
  }

  async submit(event) {
    if (this.sending === "now") return;
    event.preventDefault();
    if (this.sending) return;
    this.sending = true;
    const focused = document.activeElement;
    this.button.disabled = this.text.readOnly = true;
    const saved = await this.save();
    this.button.disabled = this.text.readOnly = false;
    // a button that is disabled loses the focus
    if (document.activeElement === document.body) focused?.focus({ preventScroll: true });
    // where the help desk answers at all, it says itself what is wrong with the form, and shows its text
    this.sending = saved || this.reached ? "now" : false;
    if (!this.sending) return;
    clearTimeout(this.timer);
    this.dirty = false;
    this.form.requestSubmit(this.button);
    this.button.disabled = this.text.readOnly = true;
  }
}

function show(mode, focus) {
  for (const button of compose.querySelectorAll(".modes button")) {
    const on = button.dataset.mode === mode;
    button.setAttribute("aria-pressed", String(on));
    document.getElementById(button.dataset.mode).hidden = !on;
  }
  compose.classList.toggle("note-mode", mode === "note");
  if (focus) document.getElementById(mode).elements["@note"].focus();
}

// what versions before 2026-12 left in the browser: who wrote it may have meant a note, so it becomes one
function adoptOldDraft(note) {
  try {
    const key = `otet-desk-reply-${compose.dataset.user}-${compose.dataset.issue}`, old = localStorage.getItem(key);
    if (!old) return;
    note.text.value = note.text.value ? `${note.text.value}\n\n${old}` : old;
    show("note");
    note.save().then((saved) => { if (saved) localStorage.removeItem(key); });
  } catch { /* a browser without storage has kept nothing */ }
}

// a page that is reloaded can be made before the help desk has what the old one sent on leaving: the keys of its forms
// say which drafts are still to come, and the page is made again when they are there
const LEFT = `otet-desk-left-${here}`, LOOKS = 20, LOOK_MS = 150;

function rememberLeft(keys) {
  try { if (keys.length) sessionStorage.setItem(LEFT, JSON.stringify(keys)); } catch { /* the draft is kept all the same */ }
}

function takeLeft() {
  try {
    const keys = JSON.parse(sessionStorage.getItem(LEFT) || "[]");
    sessionStorage.removeItem(LEFT);
    return keys;
  } catch { return []; }
}

async function showLeft(forms) {
  const isShown = (page, [mode, key]) => page.querySelector(`#${mode} [name="@from"]`)?.value === key;
  const missing = takeLeft().filter((one) => !isShown(document, one));
  for (let look = 0; missing.length && look < LOOKS; look += 1) {
    await new Promise((done) => setTimeout(done, LOOK_MS));
    if (forms.some((one) => one.dirty || one.sending)) return;
    const fresh = await freshPage().catch(() => null);
    if (forms.some((one) => one.dirty || one.sending)) return;
    if (fresh && missing.every((one) => isShown(fresh, one))) { location.reload(); return; }
  }
}

function notify(key) {
  const line = compose.querySelector(".notice"), link = document.createElement("a");
  link.href = here;
  link.textContent = line.dataset[key];
  line.replaceChildren(key === "held" ? link : line.dataset[key]);
  line.classList.add(key === "held" ? "bad" : "good");
  line.hidden = false;
}

// counts down, and shows what became of the answer when its time is over
function follow() {
  for (const item of document.querySelectorAll(".waiting-answer")) {
    const left = item.querySelector(".left"), until = Date.now() + Number(item.dataset.seconds) * 1000;
    const timer = setInterval(async () => {
      if (!item.isConnected) { clearInterval(timer); return; }
      const seconds = Math.ceil((until - Date.now()) / 1000);
      left.textContent = digits.format(Math.max(0, seconds));
      if (seconds > 0) return;
      try {
        const fresh = await freshPage();
        if (!item.isConnected || fresh.getElementById(item.id) || !fresh.querySelector(".thread")) return;
        clearInterval(timer);
        const answers = ".message.support:not(.waiting-answer)", count = document.querySelectorAll(`.thread ${answers}`).length;
        if (fresh.getElementById("question")) notify("held");
        else if (fresh.querySelectorAll(`.thread ${answers}`).length > count) notify("sent");
        const thread = document.querySelector(".thread"), hadFocus = thread.contains(document.activeElement);
        thread.replaceChildren(...fresh.querySelector(".thread").children);
        if (hadFocus) compose.querySelector("form.reply:not([hidden]) textarea").focus({ preventScroll: true });
        document.querySelector(".facts").replaceWith(fresh.querySelector(".facts"));
        follow();
      } catch { /* no connection: it is asked again */ }
    }, 1000);
  }
}

if (compose) {
  const forms = [...compose.querySelectorAll("form.reply")].map((form) => new DraftForm(form));
  const note = forms.find((one) => one.form.id === "note");
  compose.classList.add("scripted");
  compose.querySelector(".modes").hidden = false;
  for (const button of compose.querySelectorAll(".modes button")) {
    button.addEventListener("click", () => {
      show(button.dataset.mode, true);
      history.replaceState(null, "", `${here}#${button.dataset.mode}`);
    });
  }
  const asked = location.hash.slice(1);
  show(["reply", "note"].includes(asked) && !compose.querySelector(".bad[role=alert]:not([hidden])") ? asked : compose.dataset.mode);
  adoptOldDraft(note);

  const greet = compose.querySelector(".greet");
  greet.hidden = false;
  greet.addEventListener("click", () => {
    const answer = forms.find((one) => one.form.id === "reply");
    answer.text.setRangeText(greet.dataset.greeting, 0, 0, "end");
    answer.text.focus();
    answer.changed();
  });

  // what was typed is saved before the page is left by a link or another form: after signing out it could not be
  const saveAll = async () => (await Promise.all(forms.map((one) => !one.dirty || one.save()))).every(Boolean);
  document.addEventListener("submit", async (event) => {
    if (event.target.matches(".reply") || !forms.some((one) => one.dirty)) return;
    event.preventDefault();
    if (await saveAll()) event.target.requestSubmit(event.submitter);
  });
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[href]");
    const stays = !link || link.download || link.target || event.button || event.ctrlKey || event.metaKey || event.shiftKey;
    if (stays || !forms.some((one) => one.dirty)) return;
    event.preventDefault();
    await saveAll();
    location.href = link.href;
  });

  const place = /^(outcome|question|waiting\d+)$/.test(asked) ? document.getElementById(asked) : null;
  if (place) {
    const arrive = () => {
      (place.querySelector(".undo") || place).focus({ preventScroll: true });
      place.scrollIntoView({ block: place.id === "question" ? "start" : "center" });
    };
    arrive();
    // the browser goes to the address's fragment last, and takes the focus away where that cannot have it
    window.addEventListener("load", () => setTimeout(arrive));
  }
  follow();

  window.addEventListener("beforeunload", (event) => {
    if (forms.some((one) => one.dirty && one.state.classList.contains("trouble"))) event.preventDefault();
  });
  window.addEventListener("pagehide", () => {
    const unsaved = forms.filter((form) => form.dirty);
    for (const one of unsaved) navigator.sendBeacon(here, one.body());
    rememberLeft(unsaved.map((one) => [one.form.id, one.form.elements["@key"].value]));
  });
  showLeft(forms);
  // a page that the browser kept alive may be old: the help desk knows what is drafted and what was sent
  window.addEventListener("pageshow", async (event) => {
    if (!event.persisted) return;
    if (await saveAll()) location.reload();
  });
} else {
  const outcome = document.getElementById("outcome");
  if (outcome) outcome.focus();
}
