/* The countdown: on a clock that no setting of the phone moves, corrected by every answer of the server. */
var Clock = (function () {
  var WARN_AT_S = [600, 60];
  var GRANTED_MS = 2000;
  var QUIET_MS = 20000;
  var JITTER_MS = 5000;

  function two(n) { return (n < 10 ? '0' : '') + n; }

  /* options: elapsed (ms since the start when the page arrived), arrivedAt, pulseUrl, timeVersion;
     changed(text, secondsLeft), warn(minutes), longer(minutes), isIdle(), ask(). */
  function create(options) {
    var endsAt = null;
    var behind = 0;
    var warned = {};
    var version = options.timeVersion;
    var listening = null;

    function left() { return Math.max(0, Math.ceil((endsAt - now()) / 1000)); }

    function minutesLeft() { return Math.ceil(left() / 60); }

    function warn(seconds) {
      for (var i = 0; i < WARN_AT_S.length; i++) {
        var at = WARN_AT_S[i];
        if (seconds <= at && seconds > 0 && !warned[at]) {
          if (seconds > at - 60) { options.warn(Math.ceil(seconds / 60)); }
          warned[at] = true;
        } else if (seconds > at) {
          warned[at] = false;
        }
      }
    }

    function tick() {
      var seconds = left();
      var hours = Math.floor(seconds / 3600);
      var text = two(Math.floor(seconds / 60) % 60) + ':' + two(seconds % 60);
      options.changed(hours ? hours + ':' + text : text, seconds);
      warn(seconds);
    }

    /* Bounds of the deadline on performance.now()'s scale, as in NTP. A deadline that comes nearer means
       that this clock stood still, as it does while a phone sleeps. */
    function heard(remainingMs, sentAt, receivedAt) {
      var before = endsAt;
      var latest = receivedAt + remainingMs;
      endsAt = before === null ? latest : Math.max(sentAt + remainingMs, Math.min(latest, before));
      if (before !== null) {
        behind += Math.max(0, before - endsAt);
        if (endsAt > before + GRANTED_MS) { options.longer(minutesLeft()); }
      }
      tick();
      listen();
    }

    /* Each answer tells the time; a phone that has none for a while asks whether the round's time changed. */
    function listen() {
      clearTimeout(listening);
      if (options.pulseUrl) { listening = setTimeout(feelPulse, QUIET_MS + Math.random() * JITTER_MS); }
    }

    function feelPulse() {
      listen();
      if (document.hidden || !options.isIdle()) { return; }
      Outbox.get(options.pulseUrl, function (status, answer) {
        if (status !== 200 || answer.time_version === undefined || String(answer.time_version) === version) { return; }
        version = String(answer.time_version);
        setTimeout(options.ask, Math.random() * JITTER_MS);
      });
    }

    return {
      heard: heard,
      tick: tick,
      left: left,
      /* Time since the attempt's start: what the server's page said, and what went by since it arrived. */
      elapsed: function () {
        return Math.max(0, Math.round(options.elapsed + now() - options.arrivedAt + behind));
      }
    };
  }

  return { create: create };
}());
