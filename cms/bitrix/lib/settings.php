<?php

namespace Ringlet\Call;

use Bitrix\Main\Config\Option;

/**
 * What the owner has chosen for one site. All values are ASCII but `except`, so that they are the
 * same in every encoding of a site.
 */
class Settings
{
	const MODULE = 'ringlet.call';
	const DEFAULTS = [
		'active' => 'N',
		'relay' => '',
		'site' => '',
		'department' => '',
		'language' => 'page',
		'except' => '',
	];

	/** A name or an address; names of other scripts are typed as browsers send them (xn--...). */
	const RELAY = '~^(https?)://(\[[0-9a-f:]+\]|[a-z0-9._-]+)(:\d{1,5})?(?:[/?#].*)?$~i';
	const SITE = '~^([a-z0-9][a-z0-9-]{0,62})?$~D';
	const DEPARTMENT = '~^([a-z0-9][a-z0-9_-]{0,63})?$~Di';

	/** @return array<string, string> */
	public static function read(string $siteId): array
	{
		$values = [];
		foreach (self::DEFAULTS as $name => $default)
		{
			$value = Option::get(self::MODULE, $name, $default, $siteId);
			$values[$name] = is_string($value) ? $value : $default;
		}
		return $values;
	}

	/** @param array<string, string> $values */
	public static function write(string $siteId, array $values): void
	{
		foreach (array_intersect_key($values, self::DEFAULTS) as $name => $value)
		{
			Option::set(self::MODULE, $name, $value, $siteId);
		}
	}

	public static function reset(string $siteId): void
	{
		foreach (array_keys(self::DEFAULTS) as $name)
		{
			Option::delete(self::MODULE, ['name' => $name, 'site_id' => $siteId]);
		}
	}

	/**
	 * What was typed, as it is to be stored, and the names of the fields that are wrong. A widget
	 * that is switched on needs a relay and a site.
	 *
	 * @param array<string, mixed> $typed
	 * @return array{0: array<string, string>, 1: string[]}
	 */
	public static function check(array $typed): array
	{
		$text = static function (string $name) use ($typed): string
		{
			return is_string($typed[$name] ?? null) ? trim($typed[$name]) : '';
		};
		$values = [
			'active' => $text('active') === 'Y' ? 'Y' : 'N',
			'relay' => self::relay($text('relay')),
			'site' => $text('site'),
			'department' => $text('department'),
			'language' => $text('language') === 'site' ? 'site' : 'page',
			'except' => implode("\n", array_filter(array_map('trim', explode("\n", $text('except'))))),
		];
		$isOn = $values['active'] === 'Y';
		$wrong = array_keys(array_filter([
			'relay' => $values['relay'] === '' && ($isOn || $text('relay') !== ''),
			'site' => !preg_match(self::SITE, $values['site']) || ($isOn && $values['site'] === ''),
			'department' => !preg_match(self::DEPARTMENT, $values['department']),
		]));
		return [$values, $wrong];
	}

	/** Where the relay answers; empty when that is no address. Whoever pastes the script's address means the relay. */
	private static function relay(string $typed): string
	{
		$url = strpos($typed, '://') === false ? 'https://' . $typed : $typed;
		if (!preg_match(self::RELAY, $url, $part))
		{
			return '';
		}
		return strtolower($part[1] . '://' . $part[2]) . ($part[3] ?? '');
	}
}
