<?php

use Bitrix\Main\Localization\Loc;

defined('B_PROLOG_INCLUDED') && B_PROLOG_INCLUDED === true || die();

Loc::loadMessages(__FILE__);

$arComponentDescription = [
	'NAME' => Loc::getMessage('RINGLET_CALL_COMPONENT_NAME'),
	'DESCRIPTION' => Loc::getMessage('RINGLET_CALL_COMPONENT_DESCRIPTION'),
	'PATH' => ['ID' => 'ringlet', 'NAME' => 'Ringlet'],
];
