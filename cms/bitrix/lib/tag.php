<?php

namespace Ringlet\Call;

/**
 * The tag of a site.
 */
class Tag
{
	/** What every owner pastes, word for word; the relay and the site in it are examples. */
	const SNIPPET = '<script async src="https://relay.example/widget.js" data-site="demo"></script>';
	/** Bitrix's own optimiser moves scripts to the end of the page unless they say this. */
	const LEFT_ALONE_BY = ' data-skip-moving="true"';

	/**
	 * @param array<string, string> $settings
	 * @param bool $isFloating Without: only what a component has put into the page is there.
	 */
	public static function html(array $settings, string $language, bool $isFloating): string
	{
		$attributes = ' data-site="' . htmlspecialcharsbx($settings['site']) . '"';
		if (!$isFloating)
		{
			$attributes .= ' data-position="none"';
		}
		if ($settings['department'] !== '')
		{
			$attributes .= ' data-department="' . htmlspecialcharsbx($settings['department']) . '"';
		}
		if ($settings['language'] === 'site')
		{
			$attributes .= ' data-locale="' . htmlspecialcharsbx($language) . '"';
		}
		return strtr(self::SNIPPET, [
			'https://relay.example' => htmlspecialcharsbx($settings['relay']),
			' data-site="demo"' => $attributes . self::LEFT_ALONE_BY,
		]);
	}
}
