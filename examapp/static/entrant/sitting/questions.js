/* The questions: what is in their inputs, and what of it goes into the outbox. They count from 0 here, from 1 on the
   screen and on the wire. */

var TYPING_MS = 800;
var questions = form.querySelectorAll('fieldset[data-item]');
var total = questions.length;
var lastValues = [];
var flags = [];
var typing = [];
var here = 0;
/* answering; asking: whether the time is really up; handing_in; stopped */
var phase = 'answering';
var box;
var clock;

/* Calls does(input, isTick, slot) for every input of a question; slot is the place of its text in the response, -1
   for a box that is in it only where it is ticked. Fields of parts, "q5.2", have one place for each name. */
function eachInput(q, does) {
  var slot = -1;
  var last;
  [].forEach.call(questions[q].querySelectorAll('input,select'), function (input) {
    var name = input.name;
    var isTick = /^[cr]/.test(input.type);
    var isPart = /\./.test(name);
    if (isPart ? name !== last : !isTick) { slot += 1; }
    last = name;
    does(input, isTick, isTick && !isPart ? -1 : slot);
  });
}

/* What the inputs hold. */
function valueOf(q) {
  var values = [];
  eachInput(q, function (input, isTick, slot) {
    var value = isTick && !input.checked ? '' : input.value;
    if (slot >= 0) {
      values[slot] = (values[slot] || '') + value;
    } else if (value) {
      values.push(value);
    }
  });
  return values.join('').trim() ? values : null;
}

function put(q, response) {
  var values = response === null ? [] : [].concat(response);
  eachInput(q, function (input, isTick, slot) {
    var value = slot < 0 ? values : values[slot] || '';
    if (isTick) {
      input.checked = value.indexOf(input.value) >= 0;
    } else {
      input.value = value;
    }
  });
}

function commit(q) {
  clearTimeout(typing[q]);
  typing[q] = null;
  var value = valueOf(q);
  if (json(value) !== lastValues[q] && phase === 'answering') {
    lastValues[q] = json(value);
    box.add({ item: q + 1, response: value, elapsed_ms: clock.elapsed() });
    paintCount();
  } else {
    paintSaved();
  }
}

function commitTyping() { which(function (q) { return typing[q]; }).forEach(commit); }

function which(test) {
  var found = [];
  for (var q = 0; q < total; q++) {
    if (test(q)) { found.push(q); }
  }
  return found;
}

function isAnswered(q) { return lastValues[q] !== 'null'; }

function unanswered() { return which(function (q) { return !isAnswered(q); }); }

function flagged() { return which(function (q) { return flags[q]; }); }

/* How many questions have something that is not on the server, be it text still being typed. */
function unsaved() {
  var items = {};
  box.waiting().forEach(function (entry) { if (entry.item) { items[entry.item] = true; } });
  which(function (q) { return typing[q]; }).forEach(function (q) { items[q + 1] = true; });
  return Object.keys(items).length;
}

function questionOf(event) {
  var element = event.target.closest('fieldset[data-item]');
  return element ? element.getAttribute('data-item') - 1 : -1;
}

function changedInput(event) {
  var q = questionOf(event);
  if (q >= 0) { commit(q); }
}

function typed(event) {
  var q = questionOf(event);
  if (q < 0 || event.target.type !== 'text') { return; }
  clearTimeout(typing[q]);
  typing[q] = setTimeout(function () { commit(q); }, TYPING_MS);
  paintSaved();
}

function toggleFlag() {
  if (phase !== 'answering') { return; }
  flags[here] = !flags[here];
  box.add({ item: here + 1, flag: flags[here], elapsed_ms: clock.elapsed() });
  paintFlag();
}

function clearAnswer() {
  if (phase !== 'answering') { return; }
  put(here, null);
  commit(here);
}

/* What an earlier page had not sent: shown again, and sent again where the server knows nothing newer. */
function restore() {
  var savedElapsed = JSON.parse(data.elapsed);
  var news = [];
  box.leftovers().forEach(function (entry) {
    var q = entry.item - 1;
    if (entry.item && !questions[q]) { return; }
    if ('flag' in entry) {
      flags[q] = entry.flag;
    } else if (entry.item) {
      if (savedElapsed[entry.item] >= entry.elapsed_ms) { return; }
      put(q, entry.response);
      lastValues[q] = json(valueOf(q));
    }
    news.push(entry);
  });
  box.adopt(news);
  var n = news.filter(function (entry) { return entry.item; }).length;
  if (n) { notice(fill(words.restored, { n: n })); }
}

/* What was tapped before this script came, of the questions that it changed: the newest there is. */
function adoptEarlyTaps(early) {
  early.forEach(function (value, q) {
    put(q, value);
    commit(q);
  });
}
