<?php
namespace Ringlet;

/**
 * What the owner of a store has chosen. OpenCart keeps every field as `module_ringlet_NAME`, and
 * hands over what was posted with its special characters already escaped.
 */
class Settings {
	const PREFIX = 'module_ringlet_';

	const DEFAULTS = [
		'status'     => '0',
		'relay'      => '',
		'site'       => '',
		'department' => '',
		'language'   => 'page',
		'checkout'   => '0',
		'prefill'    => '1'
	];

	/** A name or an address; names of other scripts are typed as browsers send them (xn--…). */
	const RELAY = '~^(https?)://(\[[0-9a-f:]+\]|[a-z0-9._-]+)(:\d{1,5})?(?:[/?#].*)?$~i';
	const SITE = '~^[a-z0-9][a-z0-9-]{0,62}$~D';
	const DEPARTMENT = '~^([a-z0-9][a-z0-9_-]{0,63})?$~Di';

	/**
	 * Values by their short names, as plain text.
	 *
	 * @param callable $get From the full name to what is stored, `null` when nothing is.
	 * @return array<string, string>
	 */
	public static function read(callable $get): array {
		$values = [];

		foreach (self::DEFAULTS as $name => $default) {
			$value = $get(self::PREFIX . $name);

			$values[$name] = is_scalar($value) ? html_entity_decode((string)$value, ENT_QUOTES, 'UTF-8') : $default;
		}

		return $values;
	}

	/**
	 * What was posted, as it is to be stored, and the names of the fields that are wrong.
	 *
	 * @param array<string, mixed> $post
	 * @return array{values: array<string, string>, wrong: array<int, string>}
	 */
	public static function check(array $post): array {
		$typed = array_map('trim', self::read(static function(string $name) use ($post) {
			return $post[$name] ?? null;
		}));

		$values = [
			'status'     => empty($post[self::PREFIX . 'status']) ? '0' : '1',
			'relay'      => self::relay($typed['relay']),
			'site'       => $typed['site'],
			'department' => $typed['department'],
			'language'   => $typed['language'] === 'store' ? 'store' : 'page',
			'checkout'   => empty($post[self::PREFIX . 'checkout']) ? '0' : '1',
			'prefill'    => empty($post[self::PREFIX . 'prefill']) ? '0' : '1'
		];

		$wrong = [];

		if ($values['relay'] === '') {
			$wrong[] = 'relay';
		}

		if (!preg_match(self::SITE, $values['site'])) {
			$wrong[] = 'site';
		}

		if (!preg_match(self::DEPARTMENT, $values['department'])) {
			$wrong[] = 'department';
		}

		return ['values' => $values, 'wrong' => $wrong];
	}

	/**
	 * By the names under which OpenCart stores them.
	 *
	 * @param array<string, string> $values
	 * @return array<string, string>
	 */
	public static function stored(array $values): array {
		$stored = [];

		foreach ($values as $name => $value) {
			$stored[self::PREFIX . $name] = $value;
		}

		return $stored;
	}

	/** Where the relay answers; empty when that is no address. Whoever pastes the script's address means the relay. */
	private static function relay(string $typed): string {
		if (strpos($typed, '://') === false) {
			$typed = 'https://' . $typed;
		}

		if (!preg_match(self::RELAY, $typed, $part)) {
			return '';
		}

		return strtolower($part[1] . '://' . $part[2]) . ($part[3] ?? '');
	}
}
