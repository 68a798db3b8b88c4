<?php
namespace Ringlet;

/**
 * The tag in a page of the storefront.
 */
class Tag {
	/** What every owner pastes, word for word; the relay and the site in it are examples. */
	const SNIPPET = '<script async src="https://relay.example/widget.js" data-site="demo"></script>';

	/**
	 * The page with the tag before its end; unchanged while the module is off or not set up.
	 *
	 * @param string                $page     What the footer has drawn.
	 * @param array<string, string> $settings As `Settings::read()` gives them.
	 * @param string                $language Code of the store's language.
	 * @param string                $prefill  Address of our script that fills in a customer's number; empty: none.
	 */
	public static function add(string $page, array $settings, string $language, string $prefill): string {
		if ($settings['status'] !== '1' || $settings['relay'] === '' || $settings['site'] === '') {
			return $page;
		}

		$tag = self::html($settings, $language);

		if ($settings['prefill'] === '1' && $prefill !== '') {
			$tag .= "\n" . $prefill;
		}

		$end = strripos($page, '</body>');

		return $end === false ? $page . $tag : substr_replace($page, $tag . "\n", $end, 0);
	}

	private static function html(array $settings, string $language): string {
		$attributes = ' data-site="' . self::escape($settings['site']) . '"';

		if ($settings['department'] !== '') {
			$attributes .= ' data-department="' . self::escape($settings['department']) . '"';
		}

		if ($settings['language'] === 'store') {
			$attributes .= ' data-locale="' . self::escape($language) . '"';
		}

		return strtr(self::SNIPPET, [
			'https://relay.example' => self::escape($settings['relay']),
			' data-site="demo"'     => $attributes
		]);
	}

	public static function escape(string $text): string {
		return htmlspecialchars($text, ENT_QUOTES, 'UTF-8');
	}
}
