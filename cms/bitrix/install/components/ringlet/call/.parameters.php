<?php

use Bitrix\Main\Localization\Loc;

defined('B_PROLOG_INCLUDED') && B_PROLOG_INCLUDED === true || die();

Loc::loadMessages(__FILE__);

$arComponentParameters = [
	'PARAMETERS' => [
		'VIEW' => [
			'PARENT' => 'BASE',
			'NAME' => Loc::getMessage('RINGLET_CALL_VIEW'),
			'TYPE' => 'LIST',
			'VALUES' => [
				'form' => Loc::getMessage('RINGLET_CALL_VIEW_FORM'),
				'button' => Loc::getMessage('RINGLET_CALL_VIEW_BUTTON'),
				'link' => Loc::getMessage('RINGLET_CALL_VIEW_LINK'),
			],
			'DEFAULT' => 'form',
		],
		'LABEL' => [
			'PARENT' => 'BASE',
			'NAME' => Loc::getMessage('RINGLET_CALL_LABEL'),
			'TYPE' => 'STRING',
			'DEFAULT' => '',
		],
	],
];
