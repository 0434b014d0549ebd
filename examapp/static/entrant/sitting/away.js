/* How often and how long the page was left: told to the server and to the entrant, and no more. */
var Away = (function () {
  var SHORTEST_MS = 1000;
  var leftKey = 'examapp.left.' + data.attempt;
  var sumKey = 'examapp.away.' + data.attempt;
  var leftAt = null;

  function sum() { return recall(sumKey) || { times: 0, ms: 0 }; }

  function left() {
    if (leftAt !== null || phase !== 'answering') { return; }
    leftAt = clock.elapsed();
    remember(leftKey, leftAt);
  }

  function back() {
    var ms = clock.elapsed() - leftAt;
    if (leftAt !== null && ms > SHORTEST_MS && phase === 'answering') {
      remember(sumKey, { times: sum().times + 1, ms: sum().ms + ms });
      box.add({ away_ms: ms, elapsed_ms: leftAt });
    }
    leftAt = null;
    remember(leftKey, null);
  }

  return {
    left: left,
    back: back,
    sum: sum,
    /* The page before this one was left, and this one is the return to it. */
    begin: function () {
      leftAt = recall(leftKey);
      back();
    }
  };
}());
