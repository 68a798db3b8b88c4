<?php

use Bitrix\Main\Loader;
use Ringlet\Call\Page;

defined('B_PROLOG_INCLUDED') && B_PROLOG_INCLUDED === true || die();

/**
 * The form, a button or a link, wherever in a page. It brings the script with it.
 */
class RingletCallComponent extends CBitrixComponent
{
	const VIEWS = ['form', 'button', 'link'];

	public function onPrepareComponentParams($params)
	{
		$view = $params['VIEW'] ?? '';
		$label = $params['LABEL'] ?? '';
		// Names with a tilde hold what was given; Bitrix escapes the others by itself.
		return [
			'VIEW' => in_array($view, self::VIEWS, true) ? $view : 'form',
			'LABEL' => is_string($label) ? trim($label) : '',
		];
	}

	public function executeComponent()
	{
		if (!Loader::includeModule('ringlet.call') || Page::isEditing() || !Page::addTag())
		{
			// Whoever edits the page sees where it is; a visitor sees nothing.
			$this->arResult['IS_PICTURE'] = $GLOBALS['APPLICATION']->GetShowIncludeAreas();
			if (!$this->arResult['IS_PICTURE'])
			{
				return;
			}
		}
		$this->arResult += ['IS_PICTURE' => false, 'VIEW' => $this->arParams['VIEW'], 'LABEL' => $this->arParams['~LABEL'] ?? $this->arParams['LABEL']];
		$this->includeComponentTemplate();
	}
}
