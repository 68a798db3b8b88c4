<?php

use Bitrix\Main\Localization\Loc;

defined('B_PROLOG_INCLUDED') && B_PROLOG_INCLUDED === true || die();

/** @var array $arResult */
$label = htmlspecialcharsbx($arResult['LABEL'] === '' ? Loc::getMessage('RINGLET_CALL_CALL_ME') : $arResult['LABEL']);
?>
<?php if ($arResult['IS_PICTURE'] && $arResult['VIEW'] === 'form'): ?>
<div class="ringlet-call"><?= Loc::getMessage('RINGLET_CALL_PICTURE') ?></div>
<?php elseif ($arResult['VIEW'] === 'button'): ?>
<button type="button" class="ringlet-call" data-ringlet-open><?= $label ?></button>
<?php elseif ($arResult['VIEW'] === 'link'): ?>
<a href="#" role="button" class="ringlet-call" data-ringlet-open><?= $label ?></a>
<?php else: ?>
<div class="ringlet-call" data-ringlet-inline></div>
<?php endif; ?>
