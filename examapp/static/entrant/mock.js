/* A mock exam one question at a time, with a countdown and saving on the way; without it the page is one form. */
(function () {
  'use strict';
  var SAVE_AFTER_MS = 1500;
  var RETRY_AFTER_MS = 5000;
  var form = document.getElementById('mock');
  var items = form.querySelectorAll('fieldset[data-item]');
  var opened = now();
  var remaining = Number(form.getAttribute('data-remaining'));
  var place = 0;
  var changes = 0;
  var kept = 0;
  var sending = false;
  var over = false;
  var timer = 0;

  function now() {
    return window.performance && window.performance.now ? window.performance.now() : Date.now();
  }

  function byId(id) { return document.getElementById(id); }

  function show(next, focus) {
    items[place].classList.remove('here');
    place = Math.max(0, Math.min(items.length - 1, next));
    items[place].classList.add('here');
    byId('previous').disabled = place === 0;
    byId('next').textContent = form.getAttribute(place === items.length - 1 ? 'data-last' : 'data-next');
    window.scrollTo(0, 0);
    if (focus) { items[place].querySelector('legend').focus(); }
  }

  function showSaved() {
    var saved = changes === kept;
    var said = byId('saved');
    said.className = saved ? 'saved' : 'unsaved';
    said.textContent = form.getAttribute(saved ? 'data-saved' : 'data-unsaved');
  }

  function soon(delay) {
    window.clearTimeout(timer);
    timer = window.setTimeout(save, delay);
  }

  function save() {
    var request, sent = changes, data;
    if (sending || over || sent === kept) { return; }
    sending = true;
    data = new FormData(form);
    data.append('action', 'keep');
    request = new XMLHttpRequest();
    request.open('POST', window.location.pathname);
    request.timeout = 20000;
    request.onloadend = function () {
      sending = false;
      if (request.status === 200) { kept = sent; }
      showSaved();
      if (kept !== changes) { soon(request.status === 200 ? SAVE_AFTER_MS : RETRY_AFTER_MS); }
    };
    request.send(data);
  }

  function send(action) {
    var field = document.createElement('input');
    field.type = 'hidden';
    field.name = 'action';
    field.value = action;
    over = true;
    form.appendChild(field);
    form.submit();
  }

  function tick() {
    var left = Math.max(0, Math.ceil((remaining - (now() - opened)) / 1000));
    var seconds = left % 60;
    byId('clock').textContent = Math.floor(left / 60) + ':' + (seconds < 10 ? '0' : '') + seconds;
    byId('time').className = 'time' + (left <= 60 ? ' last' : left <= 600 ? ' low' : '');
    if (left === 0 && !over) { send('confirm'); }
  }

  function changed() {
    changes += 1;
    showSaved();
    soon(SAVE_AFTER_MS);
  }

  function jumped() {
    var found = /^#q(\d+)$/.exec(window.location.hash);
    return found ? Number(found[1]) - 1 : 0;
  }

  // Back from the review or the confirmation, an old page must not count on from where it was left.
  window.addEventListener('pageshow', function (event) {
    if (event.persisted) { window.location.reload(); }
  });
  document.addEventListener('visibilitychange', function () {
    if (document.hidden) { save(); }
  });
  document.documentElement.classList.add('js');
  form.addEventListener('change', changed);
  form.addEventListener('input', changed);
  byId('previous').addEventListener('click', function () { show(place - 1, true); });
  byId('next').addEventListener('click', function () {
    if (place === items.length - 1) { send('submit'); } else { show(place + 1, true); }
  });
  byId('finish').addEventListener('click', function () { send('submit'); });
  form.addEventListener('submit', function () { over = true; });
  show(jumped(), false);
  showSaved();
  tick();
  window.setInterval(tick, 500);
}());
