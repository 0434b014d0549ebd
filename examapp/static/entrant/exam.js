/* The sitting on a phone: one question per screen, an answer card, a countdown; outbox.js saves.
   Without this script the page stays one long form that works by itself. ES5 only. */
(function () {
  'use strict';

  var form = document.getElementById('sitting');
  if (!form || !window.Outbox || !window.performance) { return; }

  var TYPING_MS = 800;
  var SPEAK_MS = 1500;
  var SYNC_MS = 240000;
  var data = form.dataset;
  var words = document.getElementById('words').dataset;
  var savedElapsed = JSON.parse(data.elapsed);
  var questions = form.querySelectorAll('fieldset[data-item]');
  var total = questions.length;
  var storage = window.Outbox.storage();
  var placeKey = 'examapp.place.' + data.attempt;
  var lastValues = [];
  var flags = [];
  var typing = [];
  var here = 0;
  var endsAt = null;
  var arrivedAt = performance.timing ? performance.timing.responseStart - performance.timing.navigationStart : 0;
  var warned = { 600: false, 60: false };
  var phase = 'answering';
  var leaving = false;
  var openPanel = null;
  var box;

  function byId(id) { return document.getElementById(id); }

  function remember(key, value) {
    try { if (storage) { storage.setItem(key, value); } } catch (full) { storage = null; }
  }

  function fill(sentence, values) {
    return sentence.replace(/\{(\w+)\}/g, function (whole, name) { return values[name]; });
  }

  /* ---- questions: 0-based inside, 1-based on the screen and on the wire ---- */

  function inputsOf(q) { return questions[q].querySelectorAll('input'); }

  function valueOf(q) {
    var inputs = inputsOf(q);
    var values = [];
    var any = false;
    for (var i = 0; i < inputs.length; i++) {
      if (inputs[i].type === 'text') {
        values.push(inputs[i].value);
        any = any || inputs[i].value.trim() !== '';
      } else if (inputs[i].checked) {
        values.push(inputs[i].value);
        any = true;
      }
    }
    return any ? values : null;
  }

  function show(q, response) {
    var inputs = inputsOf(q);
    var values = response === null || response === undefined ? [] : [].concat(response);
    for (var i = 0; i < inputs.length; i++) {
      if (inputs[i].type === 'text') {
        inputs[i].value = values[i] || '';
      } else {
        inputs[i].checked = values.indexOf(inputs[i].value) >= 0;
      }
    }
    lastValues[q] = JSON.stringify(valueOf(q));
  }

  /* Time since the attempt's start: what the server's page said, and what went by since it arrived. */
  function elapsedMs() { return Math.max(0, Math.round(Number(data.now) + performance.now() - arrivedAt)); }

  function commit(q) {
    clearTimeout(typing[q]);
    typing[q] = null;
    var value = valueOf(q);
    var text = JSON.stringify(value);
    if (text === lastValues[q] || phase !== 'answering') { return; }
    lastValues[q] = text;
    box.add({ item: q + 1, response: value, elapsed_ms: elapsedMs() });
    paintCount();
  }

  function commitTyping() {
    for (var q = 0; q < total; q++) {
      if (typing[q]) { commit(q); }
    }
  }

  function indexOf(element) { return Number(element.getAttribute('data-item')) - 1; }

  function isAnswered(q) { return lastValues[q] !== 'null'; }

  function which(test) {
    var found = [];
    for (var q = 0; q < total; q++) {
      if (test(q)) { found.push(q); }
    }
    return found;
  }

  function unanswered() { return which(function (q) { return !isAnswered(q); }); }

  function flagged() { return which(function (q) { return flags[q]; }); }

  /* ---- painting ---- */

  function paintCount() {
    var answered = total - unanswered().length;
    byId('answered').textContent = answered + '/' + total;
    byId('bar').value = answered;
  }

  function paintFlag() {
    byId('flag').setAttribute('aria-pressed', flags[here] ? 'true' : 'false');
    byId('flag-word').textContent = flags[here] ? words.flagged : words.flag;
  }

  function goTo(q) {
    commitTyping();
    questions[here].classList.remove('here');
    here = Math.max(0, Math.min(total - 1, q));
    questions[here].classList.add('here');
    byId('previous').disabled = here === 0;
    byId('next').textContent = here === total - 1 ? words.check : words.next;
    paintFlag();
    window.scrollTo(0, 0);
    remember(placeKey, String(here));
  }

  function goToAndFocus(q) {
    goTo(q);
    questions[here].querySelector('legend').focus();
  }

  var spoken = '';
  var speaking = null;

  /* A screen reader hears the state once it has settled, not each flicker of it. */
  function saySoon(sentence) {
    clearTimeout(speaking);
    speaking = setTimeout(function () {
      if (spoken !== sentence) { byId('say').textContent = spoken = sentence; }
    }, SPEAK_MS);
  }

  function paintSaved(unsaved, failures) {
    var sentence = unsaved ? fill(words.unsaved, { n: unsaved }) : words.saved;
    byId('saved').textContent = sentence;
    byId('saved').className = unsaved ? 'unsaved' : 'saved';
    byId('offline').hidden = !(failures > 1 && phase === 'answering');
    byId('ending-saved').textContent = unsaved ? sentence : '';
    saySoon(sentence);
  }

  function mark(q) {
    var parts = [fill(words.number, { n: q + 1 }), isAnswered(q) ? words.done : words.todo];
    if (flags[q]) { parts.push(words.flagged); }
    return parts.join(' ');
  }

  function paintCard() {
    var card = byId('numbers');
    card.textContent = '';
    for (var q = 0; q < total; q++) {
      var kind = questions[q].getAttribute('data-kind');
      if (q === 0 || kind !== questions[q - 1].getAttribute('data-kind')) {
        var heading = document.createElement('h3');
        heading.textContent = kind;
        card.appendChild(heading);
      }
      var button = document.createElement('button');
      button.type = 'button';
      button.textContent = q + 1;
      button.setAttribute('data-item', q + 1);
      button.setAttribute('aria-label', mark(q));
      button.className = (isAnswered(q) ? 'done' : '') + (flags[q] ? ' flagged' : '');
      if (q === here) { button.setAttribute('aria-current', 'true'); }
      card.appendChild(button);
    }
    byId('card-count').textContent = fill(words.count, {
      done: total - unanswered().length, todo: unanswered().length, flagged: flagged().length
    });
  }

  /* ---- panels ---- */

  var openedFrom = null;

  function open(id) {
    if (openPanel) { openPanel.hidden = true; } else { openedFrom = document.activeElement; }
    openPanel = byId(id);
    openPanel.hidden = false;
    byId('page').setAttribute('aria-hidden', 'true');
    document.body.classList.add('covered');
    openPanel.querySelector('h2').focus();
  }

  function close() {
    if (!openPanel) { return; }
    openPanel.hidden = true;
    openPanel = null;
    byId('page').removeAttribute('aria-hidden');
    document.body.classList.remove('covered');
    if (openedFrom && openedFrom.focus) { openedFrom.focus(); }
  }

  function mayClose() { return openPanel && openPanel.querySelector('[data-close]'); }

  function keepFocusInside(event) {
    if (event.key === 'Escape' && mayClose()) { close(); }
    if (event.key !== 'Tab' || !openPanel) { return; }
    var stops = openPanel.querySelectorAll('button, input, a[href]');
    var first = stops[0];
    var last = stops[stops.length - 1];
    var now = document.activeElement;
    if (!first) {
      event.preventDefault();
    } else if (event.shiftKey ? now === first || !openPanel.contains(now) || now.tagName === 'H2' : now === last) {
      event.preventDefault();
      (event.shiftKey ? last : first).focus();
    }
  }

  function list(found) {
    var names = [];
    for (var i = 0; i < found.length && i < 12; i++) { names.push(found[i] + 1); }
    return names.join(words.comma) + (found.length > 12 ? '…' : '');
  }

  function askToSubmit() {
    commitTyping();
    var empty = unanswered();
    var marked = flagged();
    byId('submit-empty').textContent = empty.length
      ? fill(words.empty, { n: empty.length, list: list(empty) }) : fill(words.complete, { n: total });
    byId('submit-flagged').textContent = marked.length
      ? fill(words.marked, { n: marked.length, list: list(marked) }) : '';
    byId('submit-review').hidden = !(empty.length || marked.length);
    byId('submit-review').textContent = empty.length ? words.toempty : words.tomarked;
    open('submit');
  }

  /* ---- the clock: bounds of the deadline on performance.now()'s scale, as in NTP ---- */

  function heard(remainingMs, sentAt, receivedAt) {
    var latest = receivedAt + remainingMs;
    endsAt = endsAt === null ? latest : Math.max(sentAt + remainingMs, Math.min(latest, endsAt));
    if (phase === 'asking') {
      if (remainingMs > 1000) { goOn(); } else { handIn(words.timeup); }
    }
    tick();
  }

  function two(n) { return (n < 10 ? '0' : '') + n; }

  function tick() {
    var left = Math.max(0, Math.ceil((endsAt - performance.now()) / 1000));
    var hours = Math.floor(left / 3600);
    var text = two(Math.floor(left / 60) % 60) + ':' + two(left % 60);
    byId('clock').textContent = hours ? hours + ':' + text : text;
    byId('time').className = left <= 60 ? 'time last' : left <= 600 ? 'time low' : 'time';
    warn(left);
    if (left === 0 && phase === 'answering') { timeUp(); }
  }

  function warn(left) {
    for (var at in warned) {
      if (left <= at && left > 0 && !warned[at]) {
        warned[at] = true;
        if (left > at - 60) { notice(fill(words.left, { n: Math.ceil(left / 60) })); }
      } else if (left > at) {
        warned[at] = false;
      }
    }
  }

  var noticing = null;

  function notice(sentence) {
    byId('notice').textContent = sentence;
    byId('notice').hidden = false;
    clearTimeout(noticing);
    noticing = setTimeout(function () { byId('notice').hidden = true; }, 8000);
  }

  /* ---- the end ---- */

  function freeze(frozen) {
    for (var q = 0; q < total; q++) { questions[q].disabled = frozen; }
  }

  /* The server may have granted time that this phone has not heard of: ask before handing in. */
  function timeUp() {
    commitTyping();
    phase = 'asking';
    freeze(true);
    byId('ending-title').textContent = words.timeup;
    open('ending');
    box.ping();
  }

  function goOn() {
    phase = 'answering';
    freeze(false);
    close();
    notice(words.moretime);
  }

  function handIn(title) {
    commitTyping();
    phase = 'handing_in';
    freeze(true);
    byId('ending-title').textContent = title;
    open('ending');
    box.handIn();
  }

  function stopped(reason, answer) {
    if (reason === 'sign_in') { return open('renew'); }
    if (reason === 'handed_in') {
      leaving = true;
      if (storage) { storage.removeItem(placeKey); }
      window.location.replace(answer.receipt_url);
      return null;
    }
    phase = 'stopped';
    freeze(true);
    byId('stop-title').textContent = words[reason + 'Title'];
    byId('stop-text').textContent = words[reason + 'Text'];
    byId('stop-reload').hidden = reason === 'closed';
    byId('stop-receipt').hidden = reason !== 'closed';
    return open('stop');
  }

  function renew(event) {
    event.preventDefault();
    var pin = byId('renew-pin');
    byId('renew-error').textContent = '';
    window.Outbox.post(data.renewUrl, { ticket: data.ticket, pin: pin.value }, function (status, answer) {
      if (status === 200) {
        pin.value = '';
        close();
        if (phase === 'handing_in' || phase === 'asking') { open('ending'); }
        box.resume();
      } else {
        byId('renew-error').textContent = answer.message || words.offline;
      }
    });
  }

  /* ---- wiring ---- */

  function on(id, does) { byId(id).addEventListener('click', does); }

  function changedInput(event) {
    var question = event.target.closest('fieldset[data-item]');
    if (question) { commit(indexOf(question)); }
  }

  function typed(event) {
    if (event.target.type !== 'text') { return; }
    var question = event.target.closest('fieldset[data-item]');
    if (!question) { return; }
    var q = indexOf(question);
    clearTimeout(typing[q]);
    typing[q] = setTimeout(function () { commit(q); }, TYPING_MS);
  }

  function wire() {
    form.addEventListener('change', changedInput);
    form.addEventListener('input', typed);
    form.addEventListener('submit', function (event) { event.preventDefault(); });
    on('previous', function () { goToAndFocus(here - 1); });
    on('next', function () { if (here === total - 1) { askToSubmit(); } else { goToAndFocus(here + 1); } });
    on('open-card', function () { commitTyping(); paintCard(); open('card'); });
    on('flag', function () {
      if (phase !== 'answering') { return; }
      flags[here] = !flags[here];
      box.add({ item: here + 1, flag: flags[here], elapsed_ms: elapsedMs() });
      paintFlag();
    });
    on('clear', function () {
      if (phase !== 'answering') { return; }
      var inputs = inputsOf(here);
      for (var i = 0; i < inputs.length; i++) {
        if (inputs[i].type === 'text') { inputs[i].value = ''; } else { inputs[i].checked = false; }
      }
      commit(here);
    });
    on('large', function () { setLarge(!document.documentElement.classList.contains('large')); });
    byId('numbers').addEventListener('click', function (event) {
      if (!event.target.hasAttribute('data-item')) { return; }
      close();
      goToAndFocus(indexOf(event.target));
    });
    on('card-submit', askToSubmit);
    on('submit-review', function () {
      var first = unanswered().concat(flagged())[0];
      close();
      goToAndFocus(first);
    });
    on('submit-now', function () { handIn(words.handingin); });
    on('stop-reload', function () { leaving = true; window.location.reload(); });
    byId('renew-form').addEventListener('submit', renew);
    var closers = document.querySelectorAll('[data-close]');
    for (var i = 0; i < closers.length; i++) { closers[i].addEventListener('click', close); }
    document.addEventListener('keydown', keepFocusInside);
    window.addEventListener('online', function () { box.ping(); });
    document.addEventListener('visibilitychange', function () {
      commitTyping();
      if (!document.hidden) { box.ping(); }
    });
    window.addEventListener('beforeunload', function (event) {
      if (leaving || !box.unsaved() || phase === 'stopped') { return; }
      event.preventDefault();
      event.returnValue = words.leaving;
    });
    window.addEventListener('pagehide', commitTyping);
    /* A page brought back whole by the browser belongs to an older sitting. */
    window.addEventListener('pageshow', function (event) {
      if (event.persisted) { window.location.reload(); }
    });
  }

  function setLarge(large) {
    document.documentElement.classList.toggle('large', large);
    byId('large').setAttribute('aria-pressed', large ? 'true' : 'false');
    remember('examapp.large', large ? '1' : '0');
  }

  /* What an earlier page had not sent: shown again, and sent again where the server knows nothing newer. */
  function restore() {
    var found = box.leftovers();
    var news = [];
    for (var i = 0; i < found.length; i++) {
      var entry = found[i];
      var q = entry.item - 1;
      if (!questions[q]) { continue; }
      if ('flag' in entry) {
        flags[q] = entry.flag;
        news.push({ item: entry.item, flag: entry.flag, elapsed_ms: entry.elapsed_ms });
      } else if (!(savedElapsed[entry.item] >= entry.elapsed_ms)) {
        show(q, entry.response);
        news.push({ item: entry.item, response: entry.response, elapsed_ms: entry.elapsed_ms });
      }
    }
    box.adopt(news);
    if (news.length) { notice(fill(words.restored, { n: news.length })); }
  }

  function firstPlace() {
    var kept = storage && storage.getItem(placeKey);
    if (kept !== null && questions[kept]) { return Number(kept); }
    var empty = unanswered();
    return empty.length ? empty[0] : 0;
  }

  function begin() {
    var flaggedItems = JSON.parse(data.flags);
    for (var q = 0; q < total; q++) {
      lastValues[q] = JSON.stringify(valueOf(q));
      flags[q] = flaggedItems.indexOf(q + 1) >= 0;
    }
    box = window.Outbox.create({
      attempt: data.attempt,
      session: data.session,
      lastSeq: Number(data.seq),
      answersUrl: data.answersUrl,
      submitUrl: data.submitUrl,
      changed: paintSaved,
      heard: heard,
      stopped: stopped
    });
    heard(Number(data.remaining), 0, arrivedAt);
    wire();
    setLarge(Boolean(storage && storage.getItem('examapp.large') === '1'));
    document.documentElement.classList.add('js');
    restore();
    paintCount();
    goTo(firstPlace());
    setInterval(tick, 500);
    setInterval(function () { box.ping(); }, SYNC_MS * (0.75 + Math.random() / 2));
  }

  begin();
}());
