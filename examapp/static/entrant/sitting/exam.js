/* The sitting on a phone begins. Without scripts the page stays one long form that works by itself. */

var SYNC_MS = 240000;
var sittingKey = 'examapp.sitting.' + data.attempt;
var sitting = parseInt(data.session, 10);
var timing = performance.timing;
var arrivedAt = timing ? timing.responseStart - timing.navigationStart : 0;
var isReload = performance.navigation && performance.navigation.type === 1;
/* Whether the sitting before this one was on this phone; then nobody took anything over. */
var isOwnSitting = isReload || recall(sittingKey) === sitting - 1;

function create() {
  box = Outbox.create({
    attempt: data.attempt,
    session: data.session,
    lastSeq: Number(data.seq),
    answersUrl: data.answersUrl,
    submitUrl: data.submitUrl,
    changed: function (failed) {
      failures = failed;
      paintSaved();
    },
    heard: heard,
    stopped: stopped
  });
  clock = Clock.create({
    elapsed: Number(data.now),
    arrivedAt: arrivedAt,
    pulseUrl: data.pulseUrl,
    timeVersion: data.timeVersion,
    changed: paintTime,
    warn: function (minutes) { notice(fill(words.left, { n: minutes })); },
    longer: function (minutes) { notice(fill(words.moretime, { n: minutes })); },
    isIdle: function () { return phase === 'answering'; },
    ask: box.ping
  });
}

function wireButtons() {
  tapped('previous', function () { goToAndFocus(here - 1); });
  tapped('next', function () { if (here === total - 1) { askToSubmit(); } else { goToAndFocus(here + 1); } });
  tapped('open-card', openCard);
  tapped('flag', toggleFlag);
  tapped('clear', clearAnswer);
  tapped('numbers', function (event) {
    var item = event.target.getAttribute('data-item');
    if (!item) { return; }
    Panels.close();
    goToAndFocus(item - 1);
  });
  tapped('notice', function () { hide('notice', true); });
  tapped('card-submit', askToSubmit);
  tapped('submit-review', function () {
    Panels.close();
    goToAndFocus(unanswered().concat(flagged())[0]);
  });
  tapped('submit-now', function () { handIn(words.handingin); });
  tapped('offline-seal', function () {
    commitTyping();
    ending(words.offlinetitle);
  });
  tapped('stop-reload', function () {
    leaving = true;
    location.reload();
  });
  tapped('leave', function () { leaving = box.survives(); });
  on(byId('renew-form'), 'submit', renew);
}

function pageLeft() {
  commitTyping();
  Away.left();
}

function wireWindow() {
  on(window, 'online', box.ping);
  on(document, 'visibilitychange', function () {
    if (document.hidden) {
      pageLeft();
    } else {
      Away.back();
      box.ping();
    }
  });
  on(window, 'pagehide', pageLeft);
  on(document, 'resume', box.ping);
  /* A page brought back whole by the browser belongs to an older sitting. */
  on(window, 'pageshow', function (event) {
    if (!event.persisted) { return; }
    Away.back();
    location.reload();
  });
  on(window, 'beforeunload', function (event) {
    if (leaving || !unsaved() || phase === 'stopped') { return; }
    event.preventDefault();
    event.returnValue = words.leaving;
  });
  /* Another page of this phone took the sitting over. */
  on(window, 'storage', function (event) {
    if (event.key === sittingKey && Number(event.newValue) > sitting) { box.ping(); }
  });
}

function wire() {
  on(form, 'change', changedInput);
  on(form, 'input', typed);
  on(form, 'submit', function (event) { event.preventDefault(); });
  wireButtons();
  wireWindow();
  Panels.begin(askToLeave);
  Seal.begin();
  Reading.begin(function (step) {
    if (phase === 'answering' && questions[here + step]) { goToAndFocus(here + step); }
  });
}

function firstPlace() {
  var kept = recall(placeKey);
  var empty = unanswered();
  return kept !== null && questions[kept] ? kept : empty.length ? empty[0] : 0;
}

function begin() {
  var flaggedItems = JSON.parse(data.flags);
  var early = [];
  which(function (q) { early[q] = valueOf(q); });
  /* As the server filled it. */
  form.reset();
  which(function (q) {
    lastValues[q] = json(valueOf(q));
    flags[q] = flaggedItems.indexOf(q + 1) >= 0;
    if (json(early[q]) === lastValues[q]) { delete early[q]; }
  });
  create();
  wire();
  heard(Number(data.remaining), 0, arrivedAt);
  root.classList.add('js');
  restore();
  adoptEarlyTaps(early);
  if (isOwnSitting && !isReload) { Away.begin(); }
  paintCount();
  goTo(firstPlace());
  Reading.makeRoom();
  if (data.takeover && !isOwnSitting) { notice(words.tookover); }
  remember(sittingKey, sitting);
  setInterval(clock.tick, 500);
  setInterval(box.ping, SYNC_MS * (0.75 + Math.random() / 2));
}

begin();
