/* The editor works without this file; it checks while one types, shows the phone beside it, asks before what was typed
   is left behind, and brings back what a lost connection or an ended sign-in took away. */
(function () {
  "use strict";

  var form = document.querySelector("form[data-live-check]");
  if (!form) { return; }
  var problems = document.getElementById("problems"), preview = document.getElementById("preview");
  var restore = document.getElementById("restore");
  var pauseMs = 700, waiting = null, asked = 0, changed = false;
  // For this tab only, so that nothing stays on a shared computer; saved pages empty it (staff.js).
  var key = "question:" + location.pathname + location.search;

  function typed() {
    var fields = new FormData(form);
    // Pictures travel once, when the form is sent.
    fields.delete("pictures");
    return fields;
  }

  function check() {
    var number = ++asked;
    fetch(form.getAttribute("data-live-check"), { method: "POST", body: typed() })
      .then(function (answer) {
        if (!answer.ok || answer.redirected) { throw new Error(String(answer.status)); }
        return answer.json();
      })
      .then(function (found) {
        // An answer that a later one has overtaken speaks of what no longer stands there.
        if (number !== asked) { return; }
        problems.innerHTML = found.problems;
        problems.classList.remove("opacity-50");
        preview.srcdoc = found.preview;
      })
      .catch(function () { problems.classList.add("opacity-50"); });
  }

  function keep() {
    var fields = [];
    typed().forEach(function (value, name) {
      if (name !== "csrf_token") { fields.push([name, value]); }
    });
    try { sessionStorage.setItem(key, JSON.stringify(fields)); } catch (_full) { /* Then it is not kept. */ }
  }

  function kept() {
    try { return JSON.parse(sessionStorage.getItem(key) || "[]"); } catch (_unreadable) { return []; }
  }

  // Sent to be checked, so that the server makes as many rows as were filled.
  function bringBack() {
    var again = document.createElement("form"), token = form.elements.namedItem("csrf_token").value;
    again.method = "post";
    again.action = form.action;
    kept().concat([["csrf_token", token], ["act", "check"]]).forEach(function (field) {
      var input = document.createElement("input");
      input.type = "hidden";
      input.name = field[0];
      input.value = field[1];
      again.appendChild(input);
    });
    document.body.appendChild(again);
    changed = false;
    again.submit();
  }

  form.addEventListener("input", function () {
    changed = true;
    restore.hidden = true;
    keep();
    clearTimeout(waiting);
    waiting = setTimeout(check, pauseMs);
  });
  form.addEventListener("submit", function () { changed = false; });
  window.addEventListener("beforeunload", function (event) {
    if (changed) { event.preventDefault(); event.returnValue = ""; }
  });
  restore.querySelector("button").addEventListener("click", bringBack);
  restore.hidden = form.hasAttribute("data-answered") || !kept().length;
})();
