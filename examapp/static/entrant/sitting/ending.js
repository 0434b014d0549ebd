/* How a sitting is left: handed in, at the end of the time, taken over, or by Back. */

var leaving = false;

function isEnding() { return phase === 'asking' || phase === 'handing_in'; }

function list(found) {
  var names = [];
  for (var i = 0; i < found.length && i < 12; i++) { names.push(found[i] + 1); }
  return names.join(words.comma) + (found.length > 12 ? '…' : '');
}

function askToSubmit() {
  commitTyping();
  var empty = unanswered();
  var marked = flagged();
  write('submit-empty', empty.length
    ? fill(words.empty, { n: empty.length, list: list(empty) }) : fill(words.complete, { n: total }));
  write('submit-flagged', marked.length ? fill(words.marked, { n: marked.length, list: list(marked) }) : '');
  hide('submit-review', !(empty.length || marked.length));
  write('submit-review', empty.length ? words.toempty : words.tomarked);
  Panels.open('submit');
}

function askToLeave(isCovered) {
  if (phase === 'stopped') { history.go(-2); }
  if (isCovered) { return; }
  commitTyping();
  var n = unsaved();
  write('back-text', n ? fill(box.survives() ? words.leavekept : words.leavelost, { n: n }) : words.leavesaved);
  Panels.open('back');
}

function freeze(frozen) {
  for (var q = 0; q < total; q++) { questions[q].disabled = frozen; }
}

function ending(title) {
  write('ending-title', title);
  paintSaved();
  Panels.open('ending');
}

/* The server may have granted time that this phone has not heard of: ask before handing in. */
function timeUp() {
  commitTyping();
  phase = 'asking';
  freeze(true);
  ending(words.timeup);
  box.ping();
}

function goOn() {
  phase = 'answering';
  freeze(false);
  Panels.close();
  paintSaved();
}

function handIn(title) {
  commitTyping();
  phase = 'handing_in';
  freeze(true);
  ending(title);
  box.handIn();
}

function heard(remainingMs, sentAt, receivedAt) {
  var asked = phase === 'asking';
  clock.heard(remainingMs, sentAt, receivedAt);
  if (asked) {
    if (remainingMs > 1000) { goOn(); } else { handIn(words.timeup); }
  }
}

function stopped(reason, answer) {
  if (reason === 'sign_in') {
    Panels.open('renew');
  } else if (reason === 'handed_in') {
    leaving = true;
    remember(placeKey, null);
    location.replace(answer.receipt_url);
  } else {
    /* Nobody sends it now, but it is offered when the sitting is opened again. */
    commitTyping();
    phase = 'stopped';
    freeze(true);
    write('stop-title', words[reason + 'Title']);
    write('stop-text', words[reason + 'Text']);
    hide('stop-reload', reason === 'closed');
    hide('stop-receipt', reason !== 'closed');
    Panels.open('stop');
  }
}

function renew(event) {
  event.preventDefault();
  var pin = byId('renew-pin');
  write('renew-error', '');
  Outbox.post(data.renewUrl, { ticket: data.ticket, pin: pin.value }, function (status, answer) {
    if (status === 200) {
      pin.value = '';
      Panels.close();
      if (isEnding()) { Panels.open('ending'); }
      box.resume();
    } else {
      write('renew-error', answer.message || words.offline);
    }
  });
}
