/* What script adds to plain forms. Every form works without it. */
"use strict";
(() => {
  const KEPT = "tongban:";
  const rememberable = (field) => field.name && !field.matches("[data-private], [type=hidden], [type=password], [type=file]");

  /* A blocked button tells its reason instead of acting. */
  document.addEventListener("click", (event) => {
    const blocked = event.target.closest("[aria-disabled=true]");
    if (!blocked) return;
    event.preventDefault();
    document.querySelector(`#${blocked.getAttribute("aria-describedby")} a`)?.focus();
  });

  /* One press, one submission. The server has the last word; this spares the person a second look. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.matches("[hx-post]")) return;
    if (event.submitter?.matches("[data-stays]")) return; /* its answer is a file: the page stays as it is */
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    setTimeout(() => form.querySelectorAll("button:not([type=button])").forEach((button) => { button.disabled = true; }));
  });
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    document.querySelectorAll("form[data-sent]").forEach((form) => {
      delete form.dataset.sent;
      form.querySelectorAll("button:disabled").forEach((button) => { button.disabled = false; });
    });
  });

  /* What was typed survives an expired session: <form data-autosave="a key">. Numbers that identify a person are never kept. */
  function restore(form) {
    const kept = JSON.parse(localStorage.getItem(KEPT + form.dataset.autosave) || "{}");
    let moved = null;
    for (const field of form.elements) {
      if (!rememberable(field) || !(field.name in kept)) continue;
      if (field.type !== "radio" && field.type !== "checkbox") field.value ||= kept[field.name][0];
      else if (field.checked !== kept[field.name].includes(field.value)) {
        field.checked = !field.checked;
        if (field.checked && field.closest("[data-redraws]")) moved = field;
      }
    }
    return moved;
  }
  /* What else the page shows follows from some answers: <div hx-post=… data-redraws>. It is drawn for those that came back. */
  function redraw(form) {
    const moved = restore(form);
    if (!moved) return;
    form.addEventListener("htmx:afterSettle", () => restore(form), { once: true }); /* what was ticked in what is drawn now */
    setTimeout(() => moved.dispatchEvent(new Event("change", { bubbles: true }))); /* once htmx listens too */
  }
  function keep(form) {
    const kept = {};
    for (const field of form.elements) {
      const chosen = field.type === "radio" || field.type === "checkbox" ? field.checked : field.value;
      if (rememberable(field) && chosen) (kept[field.name] ||= []).push(field.value);
    }
    localStorage.setItem(KEPT + form.dataset.autosave, JSON.stringify(kept));
  }
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-autosave]");
    if (form) keep(form);
  });

  /* The names of chosen files, since the input itself is out of sight. */
  document.addEventListener("change", (event) => {
    const told = event.target.type === "file" && event.target.parentElement.querySelector(".chosen");
    if (told) told.textContent = "已选：" + [...event.target.files].map((file) => file.name).join("、");
  });

  /* 全选: <input type="checkbox" data-all="number"> ticks every box of that name. */
  document.addEventListener("change", (event) => {
    const name = event.target.dataset.all;
    if (name) document.getElementsByName(name).forEach((box) => { box.checked = event.target.checked; });
  });

  document.addEventListener("click", (event) => { if (event.target.closest("[data-print]")) window.print(); });
  document.addEventListener("htmx:afterSwap", (event) => event.detail.target.querySelector(".errs")?.focus());
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-print], [data-all]").forEach((one) => { one.hidden = false; });
    document.querySelectorAll("form[data-autosave]").forEach(redraw);
    /* The page after a finished form says so, and what was kept is forgotten: <main data-forget="a key">. */
    document.querySelectorAll("[data-forget]").forEach((done) => localStorage.removeItem(KEPT + done.dataset.forget));
    document.querySelector(".errs")?.focus();
  });
})();
