/* Staff pages work without this file; it sorts and filters tables, refreshes live counts, asks before what can't be
   undone, and sends a form once. */
(function () {
  "use strict";

  function cellValue(row, column) {
    var cell = row.cells[column];
    return cell.getAttribute("data-value") || cell.textContent.trim();
  }

  function compare(a, b) {
    var x = Number(a), y = Number(b);
    if (a !== "" && b !== "" && !isNaN(x) && !isNaN(y)) { return x - y; }
    return a.localeCompare(b, document.documentElement.lang);
  }

  function sortBy(table, column) {
    var heading = table.tHead.rows[0].cells[column];
    var up = heading.getAttribute("aria-sort") !== "ascending";
    var rows = Array.prototype.slice.call(table.tBodies[0].rows);
    rows.sort(function (a, b) {
      var order = compare(cellValue(a, column), cellValue(b, column));
      return up ? order : -order;
    });
    rows.forEach(function (row) { table.tBodies[0].appendChild(row); });
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (cell) { cell.removeAttribute("aria-sort"); });
    heading.setAttribute("aria-sort", up ? "ascending" : "descending");
  }

  function makeSortable(table) {
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (cell, column) {
      if (cell.hasAttribute("data-plain")) { return; }
      var button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.textContent = cell.textContent.trim();
      cell.textContent = "";
      cell.appendChild(button);
      button.addEventListener("click", function () { sortBy(table, column); });
    });
  }

  function makeFilter(box) {
    var table = document.getElementById(box.getAttribute("data-filters"));
    box.closest("[hidden]").hidden = false;
    box.addEventListener("input", function () {
      var wanted = box.value.trim().toLowerCase();
      Array.prototype.forEach.call(table.tBodies[0].rows, function (row) {
        row.hidden = row.textContent.toLowerCase().indexOf(wanted) < 0;
      });
    });
  }

  function keepFresh(place) {
    var everyMs = 5000;
    function refresh() {
      if (document.hidden) { setTimeout(refresh, everyMs); return; }
      fetch(place.getAttribute("data-counts"), { headers: { Accept: "application/json" } })
        .then(function (answer) {
          if (!answer.ok) { throw new Error(String(answer.status)); }
          return answer.json();
        })
        .then(function (counts) {
          place.classList.remove("opacity-50");
          Array.prototype.forEach.call(place.querySelectorAll("[data-count]"), function (cell) {
            var value = counts[cell.getAttribute("data-count")];
            cell.textContent = value === "" || value === null ? "—" : String(value);
          });
        })
        // Figures that can't be refreshed are greyed: nobody takes an old number for a new one.
        .catch(function () { place.classList.add("opacity-50"); })
        .then(function () { setTimeout(refresh, everyMs); });
    }
    setTimeout(refresh, everyMs);
  }

  // A form that takes long says so until the next page is here; it stays shut that long, too.
  function showWorking(form, begun) {
    var note = form.querySelector(".working");
    if (note) { note.hidden = !begun; }
    return note;
  }

  function leaveWorking() {
    Array.prototype.forEach.call(document.forms, function (form) {
      if (showWorking(form, false)) { form.removeAttribute("data-sent"); }
    });
  }

  // Two quick clicks are one act: extra time given twice can't be taken back.
  function sendOnce(event) {
    var form = event.target, pauseMs = 3000;
    if (form.method !== "post") { return; }
    if (form.hasAttribute("data-sent")) { event.preventDefault(); return; }
    if (form.hasAttribute("data-confirm") && !confirm(form.getAttribute("data-confirm"))) { event.preventDefault(); return; }
    form.setAttribute("data-sent", "");
    if (showWorking(form, true)) { return; }
    // A file that was downloaded leaves the page, and its form can be used again.
    setTimeout(function () { form.removeAttribute("data-sent"); }, pauseMs);
  }

  // What the editor of questions kept for this tab is no longer needed once something was saved.
  function forgetTyped() {
    if (!document.querySelector(".alert-success")) { return; }
    Object.keys(sessionStorage).forEach(function (key) {
      if (key.indexOf("question:") === 0) { sessionStorage.removeItem(key); }
    });
  }

  try { forgetTyped(); } catch (_refused) { /* Without storage nothing was kept. */ }
  document.addEventListener("submit", sendOnce);
  // The page comes back out of the browser's memory as it was left.
  window.addEventListener("pageshow", leaveWorking);
  Array.prototype.forEach.call(document.querySelectorAll("table[data-sortable]"), makeSortable);
  Array.prototype.forEach.call(document.querySelectorAll("[data-filters]"), makeFilter);
  Array.prototype.forEach.call(document.querySelectorAll("[data-counts]"), keepFresh);
})();
