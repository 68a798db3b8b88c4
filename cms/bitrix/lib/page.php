<?php

namespace Ringlet\Call;

use Bitrix\Main\Page\Asset;
use Bitrix\Main\Page\AssetLocation;

/**
 * The page that is being built.
 */
class Page
{
	/** @var bool */
	private static $hasTag = false;

	/** Event `OnEpilog` of the main module: the floating button, on pages of visitors. */
	public static function addTagWhereWanted(): void
	{
		if (!self::isEditing() && self::isWanted(Settings::read(SITE_ID)))
		{
			self::addTag();
		}
	}

	/** Whether the button floats here, too. */
	private static function isWanted(array $settings): bool
	{
		$path = (string)$GLOBALS['APPLICATION']->GetCurPage(false);
		return $settings['active'] === 'Y' && !self::isExcepted($path, $settings['except']);
	}

	/** Asks for the script on this page; once, however often. `false` while it is not set up. */
	public static function addTag(): bool
	{
		$settings = Settings::read(SITE_ID);
		if ($settings['relay'] === '' || $settings['site'] === '')
		{
			return false;
		}
		if (!self::$hasTag)
		{
			self::$hasTag = true;
			$isFloating = self::isWanted($settings);
			Asset::getInstance()->addString(Tag::html($settings, LANGUAGE_ID, $isFloating), true, AssetLocation::AFTER_JS);
		}
		return true;
	}

	/** In the administration, and while somebody edits the page, nobody wants to be called back. */
	public static function isEditing(): bool
	{
		return (defined('ADMIN_SECTION') && ADMIN_SECTION === true) || $GLOBALS['APPLICATION']->GetShowIncludeAreas();
	}

	/** `$masks`: one a line; `*` stands for anything. */
	public static function isExcepted(string $path, string $masks): bool
	{
		foreach (array_filter(array_map('trim', explode("\n", $masks))) as $mask)
		{
			$pattern = str_replace('\*', '.*', preg_quote($mask, '~'));
			if (preg_match("~^{$pattern}$~D", $path))
			{
				return true;
			}
		}
		return false;
	}
}
