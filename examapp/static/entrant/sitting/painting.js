/* What the entrant sees of it all: where they are, what is saved, how much time is left. */

var SPEAK_MS = 1500;
var NOTICE_MS = 8000;
var SEAL_S = 60;
var placeKey = 'examapp.place.' + data.attempt;
var failures = 0;
var spoken = '';
var speaking = null;
var noticing = null;

function paintCount() {
  var answered = total - unanswered().length;
  write('answered', answered + '/' + total);
  byId('bar').value = answered;
}

function paintFlag() {
  press(byId('flag'), Boolean(flags[here]));
  write('flag-word', flags[here] ? words.flagged : words.flag);
}

function goTo(q) {
  commitTyping();
  questions[here].classList.remove('here');
  here = Math.max(0, Math.min(total - 1, q));
  questions[here].classList.add('here');
  byId('previous').disabled = here === 0;
  write('next', here === total - 1 ? words.check : words.next);
  paintFlag();
  window.scrollTo(0, 0);
  remember(placeKey, here);
}

function goToAndFocus(q) {
  goTo(q);
  questions[here].querySelector('legend').focus();
}

/* A screen reader hears the state once it has settled, not each flicker of it. */
function saySoon(sentence) {
  clearTimeout(speaking);
  speaking = setTimeout(function () {
    if (spoken !== sentence) { write('say', spoken = sentence); }
  }, SPEAK_MS);
}

/* Seen by the eye in one place, and said politely in another. */
function notice(sentence) {
  write('notice', sentence);
  write('news', sentence);
  hide('notice', false);
  clearTimeout(noticing);
  noticing = setTimeout(function () { hide('notice', true); }, NOTICE_MS);
}

function paintSaved() {
  var n = unsaved();
  var sentence = n ? fill(words.unsaved, { n: n }) : words.saved;
  write('saved', sentence);
  byId('saved').className = n ? 'unsaved' : 'saved';
  hide('offline', !(failures > 1 && phase === 'answering'));
  hide('memory', box.survives());
  write('ending-saved', n ? sentence : failures ? words.safe : '');
  saySoon(sentence);
  paintOffer();
}

/* When the end is near or has come and the answers can't be sent, they can be kept in a file. */
function paintOffer() {
  var isStuck = unsaved() > 0 && (failures > 0 || !navigator.onLine);
  var isSoon = phase === 'answering' && clock.left() < SEAL_S;
  hide('offline-seal', !(isStuck && isSoon));
  hide('ending-close', phase !== 'answering');
  Seal.offer(isStuck && (isSoon || isEnding()));
}

function paintTime(shown, seconds) {
  write('clock', shown);
  byId('time').className = seconds <= 60 ? 'time last' : seconds <= 600 ? 'time low' : 'time';
  if (seconds < SEAL_S) { paintOffer(); }
  if (seconds === 0 && phase === 'answering') { timeUp(); }
}

/* ---- the answer card ---- */

function mark(q) {
  var parts = [fill(words.number, { n: q + 1 }), isAnswered(q) ? words.done : words.todo];
  if (flags[q]) { parts.push(words.flagged); }
  return parts.join(' ');
}

function cardButton(q) {
  var button = document.createElement('button');
  button.type = 'button';
  button.textContent = q + 1;
  button.setAttribute('data-item', q + 1);
  button.setAttribute('aria-label', mark(q));
  button.className = (isAnswered(q) ? 'done' : '') + (flags[q] ? ' flagged' : '');
  if (q === here) { button.setAttribute('aria-current', 'true'); }
  return button;
}

function spanText(ms) {
  var seconds = Math.round(ms / 1000);
  return fill(seconds < 60 ? words.seconds : words.minutes, { m: Math.floor(seconds / 60), s: seconds % 60 });
}

function paintCard() {
  var card = byId('numbers');
  var sum = Away.sum();
  card.textContent = '';
  for (var q = 0; q < total; q++) {
    var kind = questions[q].getAttribute('data-kind');
    if (q === 0 || kind !== questions[q - 1].getAttribute('data-kind')) {
      var heading = document.createElement('h3');
      heading.textContent = kind;
      card.appendChild(heading);
    }
    card.appendChild(cardButton(q));
  }
  write('card-count', fill(words.count, {
    done: total - unanswered().length, todo: unanswered().length, flagged: flagged().length
  }));
  hide('card-away', !sum.times);
  write('card-away', fill(words.away, { n: sum.times, time: spanText(sum.ms) }));
}

function openCard() {
  commitTyping();
  paintCard();
  Panels.open('card');
}
