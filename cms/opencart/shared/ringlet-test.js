/**
 * "Test connection": asks the relay as a visitor's browser would, so that what this page may not
 * do the shop may not do either, and says in words what came of it.
 */
(function () {
  'use strict';

  var verdict = document.getElementById('ringlet-verdict');
  var valueOf = function (name) {
    return document.getElementById('input-' + name).value.trim();
  };
  var show = function (code) {
    verdict.textContent = (verdict.dataset[code] || verdict.dataset.failed).replace('%s', location.origin);
  };

  document.getElementById('button-test').addEventListener('click', function () {
    var relay = valueOf('relay').replace(/^(?!\w+:\/\/)/, 'https://');
    var url;

    try {
      url = new URL('/v1/sites/' + encodeURIComponent(valueOf('site')), relay);
    } catch {
      return show('failed');
    }

    fetch(url, { credentials: 'omit' })
      .then(function (answer) {
        return answer.json();
      })
      .then(function (answer) {
        show(answer.site ? 'good' : answer.code);
      })
      .catch(function () {
        show('failed');
      });
  });
})();
