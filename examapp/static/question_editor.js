/* The editor works without this file; it checks while one types, shows the phone beside it, and asks before what was
   typed is left behind. */
(function () {
  "use strict";

  var form = document.querySelector("form[data-live-check]");
  if (!form) { return; }
  var problems = document.getElementById("problems"), preview = document.getElementById("preview");
  var pauseMs = 700, waiting = null, asked = 0, changed = false;

  function check() {
    var number = ++asked, typed = new FormData(form);
    // Pictures travel once, when the form is sent.
    typed.delete("pictures");
    fetch(form.getAttribute("data-live-check"), { method: "POST", body: typed })
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

  form.addEventListener("input", function () {
    changed = true;
    clearTimeout(waiting);
    waiting = setTimeout(check, pauseMs);
  });
  form.addEventListener("submit", function () { changed = false; });
  window.addEventListener("beforeunload", function (event) {
    if (changed) { event.preventDefault(); event.returnValue = ""; }
  });
})();
