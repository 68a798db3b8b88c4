/**
 * Fills in the number of a signed-in customer, and asks for it only when the form is opened: pages
 * are the same for everybody, so that a cache never holds anybody's number.
 */
(function (script) {
  'use strict';

  var asked = false;

  addEventListener('ringlet:opened', function () {
    if (asked) {
      return;
    }

    asked = true;

    fetch(script.dataset.customer, { headers: { 'X-Requested-With': 'XMLHttpRequest' }, credentials: 'same-origin' })
      .then(function (answer) {
        return answer.ok ? answer.json() : {};
      })
      .then(function (customer) {
        if (customer.phone) {
          (window.ringlet = window.ringlet || []).push(['update', customer]);
        }
      })
      .catch(function () {
        // The form is as good without it.
      });
  });
})(document.currentScript);
