/**
 * "Test": asks the relay as a visitor's browser would, so that what this page may not do the site
 * may not do either, and says in words what came of it.
 */
(function () {
	'use strict';

	document.querySelectorAll('[data-ringlet-test]').forEach(function (button) {
		var tab = button.closest('table');
		var verdict = tab.querySelector('[data-ringlet-verdict]');
		var valueOf = function (name) {
			return tab.querySelector('[data-ringlet="' + name + '"]').value.trim();
		};
		var show = function (code) {
			verdict.textContent = (verdict.dataset[code] || verdict.dataset.failed).replace('#ORIGIN#', location.origin);
		};

		button.addEventListener('click', function () {
			var url;
			try {
				url = new URL('/v1/sites/' + encodeURIComponent(valueOf('site')), valueOf('relay').replace(/^(?!\w+:\/\/)/, 'https://'));
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
	});
})();
