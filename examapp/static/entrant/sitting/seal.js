/* The answers that no network takes, in a file that only the server can read. Promises came with WebCrypto. */
var Seal = (function () {
  var FORMAT = 'examapp-sealed-1';
  var NONCE_BYTES = 12;
  var CODE_DIGITS = 12;

  function cipher() { return crypto && (crypto.subtle || crypto.webkitSubtle); }

  function bytesOf(binary) {
    var bytes = new Uint8Array(binary.length);
    for (var i = 0; i < binary.length; i++) { bytes[i] = binary.charCodeAt(i); }
    return bytes;
  }

  function binaryOf(buffer) {
    var bytes = new Uint8Array(buffer);
    var binary = '';
    for (var i = 0; i < bytes.length; i++) { binary += String.fromCharCode(bytes[i]); }
    return binary;
  }

  function utf8(string) { return bytesOf(unescape(encodeURIComponent(string))); }

  function base64(buffer) { return btoa(binaryOf(buffer)); }

  function random(length) { return crypto.getRandomValues(new Uint8Array(length)); }

  /* The last answer and the last flag of each question, and every page exit. */
  function newest(entries) {
    var last = {};
    function key(entry) { return entry.item + ('flag' in entry ? 'flag' : ''); }
    entries.forEach(function (entry) { last[key(entry)] = entry; });
    return entries.filter(function (entry) { return !entry.item || last[key(entry)] === entry; });
  }

  /* Promises the text of the file, and the code by which people name it. */
  function make(entries) {
    var subtle = cipher();
    var secret = random(32);
    var nonce = random(NONCE_BYTES);
    var made = { format: FORMAT, attempt: Number(data.attempt) };
    var oaep = { name: 'RSA-OAEP', hash: { name: 'SHA-256' } };
    var sealed;
    return subtle.importKey('spki', bytesOf(atob(data.sealKey)), oaep, false, ['encrypt']).then(function (key) {
      return subtle.encrypt({ name: 'RSA-OAEP' }, key, secret);
    }).then(function (wrapped) {
      made.key = base64(wrapped);
      made.nonce = base64(nonce);
      return subtle.importKey('raw', secret, { name: 'AES-GCM' }, false, ['encrypt']);
    }).then(function (key) {
      var bound = utf8(FORMAT + '|' + data.attempt);
      var content = utf8(json({ session: data.session, entries: newest(entries) }));
      return subtle.encrypt({ name: 'AES-GCM', iv: nonce, additionalData: bound }, key, content);
    }).then(function (locked) {
      made.data = base64(locked);
      sealed = json(made);
      return subtle.digest({ name: 'SHA-256' }, utf8(sealed));
    }).then(function (hash) {
      return { text: sealed, code: digits(hash) };
    });
  }

  function digits(hash) {
    var found = '';
    bytesOf(binaryOf(hash).slice(0, CODE_DIGITS / 2)).forEach(function (byte) {
      found += (byte < 16 ? '0' : '') + byte.toString(16);
    });
    return found.toUpperCase();
  }

  function show(file) {
    write('seal-code', file.code.match(/..../g).join(' '));
    byId('seal-file').href = URL.createObjectURL(new Blob([file.text], { type: 'application/json' }));
    byId('seal-file').download = 'examapp-' + data.attempt + '-' + file.code + '.json';
    byId('seal-text').value = file.text;
    hide('seal-made', false);
    hide('seal-make', true);
    byId('seal-title').focus();
  }

  function copy() {
    byId('seal-text').focus();
    byId('seal-text').select();
    hide('seal-copied', !document.execCommand('copy'));
  }

  var able = Boolean(data.sealKey && cipher());
  var made = '';

  function fail() {
    able = false;
    made = '';
    offer(true);
  }

  function begin() {
    tapped('seal-make', function () {
      commitTyping();
      made = json(box.waiting());
      make(box.waiting()).then(show, fail);
    });
    tapped('seal-copy', copy);
  }

  /* One made before stays as long as nothing newer is unsent. */
  function offer(needed) {
    if (made !== json(box.waiting())) {
      made = '';
      hide('seal-made', true);
    }
    hide('seal', !needed);
    hide('seal-make', !able || made !== '');
    hide('seal-none', able);
  }

  return { begin: begin, offer: offer };
}());
