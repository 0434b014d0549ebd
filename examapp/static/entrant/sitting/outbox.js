/* Keeps every change until the server has it: in localStorage, in memory where that is refused. */
var Outbox = (function () {
  var BATCH = 200;
  var TIMEOUT_MS = 20000;
  var FIRST_RETRY_MS = 1000;
  var LONGEST_RETRY_MS = 30000;

  /* Calls answered(status, body, sentAt, receivedAt); status 0 means that nothing came back. */
  function exchange(method, url, body, answered) {
    var request = new XMLHttpRequest();
    var sentAt = now();
    request.open(method, url);
    request.timeout = TIMEOUT_MS;
    request.setRequestHeader('Accept', 'application/json');
    request.onloadend = function () {
      answered(request.status, parsed(request.responseText) || {}, sentAt, now());
    };
    if (body) { request.setRequestHeader('Content-Type', 'application/json'); }
    request.send(body && json(body));
  }

  function get(url, answered) { exchange('GET', url, null, answered); }

  function post(url, body, answered) { exchange('POST', url, body, answered); }

  /* options: attempt, session, lastSeq, answersUrl, submitUrl;
     changed(failures), heard(remainingMs, sentAt, receivedAt), stopped(reason, body). */
  function create(options) {
    var kept = storage;
    var prefix = 'examapp.answers.' + options.attempt + '.';
    var ownKey = prefix + options.session.split('.')[0];
    var queue = [];
    var refused = [];
    var seq = options.lastSeq;
    var batch = BATCH;
    var failures = 0;
    var timer = null;
    var busy = false;
    var paused = false;
    var dead = false;
    var pinging = false;
    var handingIn = false;

    function keep() {
      if (!kept) { return; }
      try {
        if (waiting().length) {
          kept.setItem(ownKey, json(waiting()));
        } else {
          kept.removeItem(ownKey);
        }
      } catch (full) {
        kept = null;
      }
    }

    function waiting() { return refused.concat(queue); }

    function changed() {
      keep();
      options.changed(failures);
    }

    function add(entry) {
      seq += 1;
      entry.seq = seq;
      queue.push(entry);
    }

    function retryLater() {
      failures += 1;
      pinging = true;
      var longest = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * Math.pow(2, failures - 1));
      timer = setTimeout(send, longest * (0.5 + Math.random() / 2));
    }

    function forget(savedThrough) {
      var left = [];
      for (var i = 0; i < queue.length; i++) {
        if (queue[i].seq > savedThrough) { left.push(queue[i]); }
      }
      queue = left;
    }

    /* One entry that the server can't read must not hold up the others: it is found, and set aside. */
    function setAside(sent) {
      if (sent > 1) {
        batch = 1;
      } else if (sent === 1) {
        refused.push(queue.shift());
        batch = BATCH;
      } else {
        return stop('unknown', {});
      }
      return send();
    }

    function stop(reason, body) {
      dead = true;
      options.stopped(reason, body);
    }

    function saved(body, sent, sentAt, receivedAt) {
      failures = 0;
      if (sent) { forget(body.saved_through); }
      options.heard(body.remaining_ms, sentAt, receivedAt);
    }

    function answered(sent, status, body, sentAt, receivedAt) {
      busy = false;
      if (status === 200 && body.receipt_url) {
        queue = [];
        refused = [];
        stop('handed_in', body);
      } else if (status === 200 && typeof body.remaining_ms === 'number') {
        saved(body, sent, sentAt, receivedAt);
        if (queue.length || pinging || handingIn) { send(); }
      } else if (status === 401) {
        paused = true;
        options.stopped('sign_in', body);
      } else if (status === 409 && (body.reason === 'closed' || body.reason === 'taken_over')) {
        /* Closed: what was sent is kept as late. Taken over: it is offered again if the page reopens. */
        if (body.reason === 'closed') { queue = queue.slice(sent); }
        stop(body.reason, body);
      } else if (status === 400 || status === 413) {
        setAside(sent);
      } else if (status === 404 || status === 403) {
        stop('unknown', body);
      } else {
        retryLater();
      }
      changed();
    }

    function send() {
      if (busy || paused || dead || !(queue.length || pinging || handingIn)) { return; }
      clearTimeout(timer);
      var entries = queue.slice(0, batch);
      var last = handingIn && entries.length === queue.length;
      var body = { session: options.session, entries: entries };
      if (last) { body.last_seq = seq; }
      busy = true;
      pinging = false;
      post(last ? options.submitUrl : options.answersUrl, body, function (status, answer, sentAt, receivedAt) {
        answered(entries.length, status, answer, sentAt, receivedAt);
      });
    }

    return {
      /* What the server does not have yet, oldest first. */
      waiting: waiting,
      /* Whether that outlives this page. */
      survives: function () { return Boolean(kept); },
      /* Queue a change; it goes at once unless something is under way or the server needs a pause. */
      add: function (entry) {
        add(entry);
        changed();
        if (!failures) { send(); }
      },
      /* What earlier pages of this attempt on this phone had not sent; it is forgotten there. */
      leftovers: function () {
        var found = [];
        var keys = [];
        for (var i = 0; kept && i < kept.length; i++) {
          if (kept.key(i).indexOf(prefix) === 0 && kept.key(i) !== ownKey) { keys.push(kept.key(i)); }
        }
        for (var k = 0; k < keys.length; k++) {
          found = found.concat(parsed(kept.getItem(keys[k])) || []);
        }
        found.sort(function (one, other) { return one.elapsed_ms - other.elapsed_ms; });
        return found;
      },
      /* Queue those of them that are still news, under this sitting; then nothing old is left behind. */
      adopt: function (entries) {
        for (var i = 0; i < entries.length; i++) { add(entries[i]); }
        changed();
        for (var k = kept ? kept.length - 1 : -1; k >= 0; k--) {
          var key = kept.key(k);
          if (key.indexOf(prefix) === 0 && key !== ownKey) { kept.removeItem(key); }
        }
        send();
      },
      /* Try now: the network may be back, or the time left must be known. */
      ping: function () {
        pinging = true;
        clearTimeout(timer);
        send();
      },
      resume: function () {
        paused = false;
        pinging = true;
        send();
      },
      handIn: function () {
        handingIn = true;
        clearTimeout(timer);
        send();
      }
    };
  }

  return { create: create, get: get, post: post };
}());
