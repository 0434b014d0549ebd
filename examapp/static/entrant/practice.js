/* Large text on the pages of practice, remembered together with the sitting's. */
(function () {
  'use strict';
  var KEY = 'examapp.large';
  var root = document.documentElement;

  function remembered() {
    try { return window.localStorage.getItem(KEY) === '1'; } catch (error) { return false; }
  }

  function remember(large) {
    try { window.localStorage.setItem(KEY, large ? '1' : '0'); } catch (error) { /* This page only, then. */ }
  }

  function show(large) {
    var button = document.getElementById('text-size');
    if (large) { root.classList.add('large'); } else { root.classList.remove('large'); }
    if (button) { button.setAttribute('aria-pressed', large ? 'true' : 'false'); }
  }

  show(remembered());
  document.addEventListener('DOMContentLoaded', function () {
    var button = document.getElementById('text-size');
    if (!button) { return; }
    button.hidden = false;
    show(remembered());
    button.addEventListener('click', function () {
      var large = !root.classList.contains('large');
      remember(large);
      show(large);
    });
  });
}());
