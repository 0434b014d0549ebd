/* Large text on every page but the sitting, which has more sizes and keeps the one chosen on the phone. */
(function () {
  'use strict';
  var KEY = 'examapp.size';
  var SIZES = ['', 't20', 't24', 't30'];
  var LARGE = 2;
  var root = document.documentElement;
  var size = 0;

  function remembered() {
    try { return Number(window.localStorage.getItem(KEY)) || 0; } catch (error) { return 0; }
  }

  function remember() {
    try { window.localStorage.setItem(KEY, String(size)); } catch (error) { /* This page only, then. */ }
  }

  function toggle(name, wanted) {
    if (wanted) { root.classList.add(name); } else { root.classList.remove(name); }
  }

  function show(wanted) {
    var button = document.getElementById('text-size');
    var place;
    size = SIZES[wanted] ? wanted : 0;
    for (place = 1; place < SIZES.length; place += 1) { toggle(SIZES[place], place === size); }
    toggle('large', size > 0);
    if (button) { button.setAttribute('aria-pressed', size > 0 ? 'true' : 'false'); }
  }

  show(remembered());
  document.addEventListener('DOMContentLoaded', function () {
    var button = document.getElementById('text-size');
    if (!button) { return; }
    button.hidden = false;
    show(size);
    button.addEventListener('click', function () {
      show(size > 0 ? 0 : LARGE);
      remember();
    });
  });
}());
