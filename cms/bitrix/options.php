<?php

use Bitrix\Main\Application;
use Bitrix\Main\Loader;
use Bitrix\Main\Localization\Loc;
use Bitrix\Main\SiteTable;
use Ringlet\Call\Settings;

defined('B_PROLOG_INCLUDED') && B_PROLOG_INCLUDED === true || die();

/** @var CMain $APPLICATION */
// group_rights.php, which draws the tab of rights, reads these names.
$module_id = 'ringlet.call';
$RIGHT = $APPLICATION->GetGroupRight($module_id);
if ($RIGHT < 'R' || !Loader::includeModule($module_id))
{
	return;
}

Loc::loadMessages(Application::getDocumentRoot() . BX_ROOT . '/modules/main/options.php');
Loc::loadMessages(__FILE__);

$request = Application::getInstance()->getContext()->getRequest();
$sites = SiteTable::getList(['filter' => ['=ACTIVE' => 'Y'], 'order' => ['SORT' => 'ASC'], 'select' => ['LID', 'NAME']])->fetchAll();
$typed = [];
$faults = [];
$Update = $request->getPost('Update') . $request->getPost('Apply');
$mayWrite = $RIGHT >= 'W' && $request->isPost() && check_bitrix_sessid();

if ($mayWrite && $request->getPost('RestoreDefaults') !== null)
{
	foreach ($sites as $site)
	{
		Settings::reset($site['LID']);
	}
}
elseif ($mayWrite && $Update !== '')
{
	$posted = $request->getPost('ringlet');
	foreach ($sites as $site)
	{
		$given = is_array($posted) && is_array($posted[$site['LID']] ?? null) ? $posted[$site['LID']] : [];
		[$typed[$site['LID']], $wrong] = Settings::check($given);
		foreach ($wrong as $name)
		{
			$faults[] = $site['NAME'] . ': ' . Loc::getMessage('RINGLET_CALL_WRONG_' . strtoupper($name));
		}
	}
	// All or nothing: half of a form that was saved is found by nobody.
	if ($faults === [])
	{
		foreach ($typed as $siteId => $values)
		{
			Settings::write($siteId, $values);
		}
		$typed = [];
	}
}
elseif ($request->isPost() && $Update !== '')
{
	$faults[] = Loc::getMessage('RINGLET_CALL_REFUSED');
}

if ($faults !== [])
{
	CAdminMessage::ShowMessage(implode("\n", $faults));
}

$tabs = array_map(
	static function (array $site): array
	{
		return [
			'DIV' => 'site_' . $site['LID'],
			'TAB' => $site['NAME'],
			'TITLE' => Loc::getMessage('RINGLET_CALL_TAB_TITLE', ['#SITE#' => $site['NAME']]),
		];
	},
	$sites
);
$tabs[] = ['DIV' => 'rights', 'TAB' => Loc::getMessage('MAIN_TAB_RIGHTS'), 'TITLE' => Loc::getMessage('MAIN_TAB_TITLE_RIGHTS')];

/** A row of Bitrix's two columns: words, field, and perhaps a note under it. */
$row = static function (string $name, string $field, string $note = ''): void
{
	echo '<tr><td width="40%" class="adm-detail-content-cell-l">', Loc::getMessage('RINGLET_CALL_' . $name), ':</td>',
		'<td width="60%" class="adm-detail-content-cell-r">', $field,
		$note === '' ? '' : '<br><small>' . Loc::getMessage('RINGLET_CALL_' . $note) . '</small>', '</td></tr>';
};

$tabControl = new CAdminTabControl('ringletCall', $tabs);
$tabControl->Begin();
?>
<form method="post" action="<?= htmlspecialcharsbx($APPLICATION->GetCurPage()) ?>?mid=<?= urlencode($module_id) ?>&amp;lang=<?= LANGUAGE_ID ?>">
	<?= bitrix_sessid_post() ?>
	<?php
	foreach ($sites as $site)
	{
		$siteId = htmlspecialcharsbx($site['LID']);
		$values = array_map('htmlspecialcharsbx', $typed[$site['LID']] ?? Settings::read($site['LID']));
		$text = static function (string $name, string $hint) use ($values, $siteId): string
		{
			return '<input type="text" size="40" maxlength="255" name="ringlet[' . $siteId . '][' . $name . ']" value="' . $values[$name] . '" placeholder="' . $hint . '" data-ringlet="' . $name . '">';
		};
		$option = static function (string $value) use ($values): string
		{
			return '<option value="' . $value . '"' . ($values['language'] === $value ? ' selected' : '') . '>'
				. Loc::getMessage('RINGLET_CALL_LANGUAGE_' . strtoupper($value)) . '</option>';
		};
		$tabControl->BeginNextTab();
		echo '<tr class="heading"><td colspan="2">', Loc::getMessage('RINGLET_CALL_RELAY_TITLE'), '</td></tr>';
		$row('RELAY', $text('relay', 'https://relay.example'), 'RELAY_NOTE');
		$row('SITE', $text('site', 'shop')
			. ' <input type="button" class="adm-btn" data-ringlet-test value="' . Loc::getMessage('RINGLET_CALL_TEST') . '">'
			. '<div role="status" data-ringlet-verdict'
			. ' data-good="' . Loc::getMessage('RINGLET_CALL_TEST_GOOD') . '"'
			. ' data-site_not_found="' . Loc::getMessage('RINGLET_CALL_TEST_SITE') . '"'
			. ' data-origin_not_allowed="' . Loc::getMessage('RINGLET_CALL_TEST_ORIGIN') . '"'
			. ' data-failed="' . Loc::getMessage('RINGLET_CALL_TEST_FAILED') . '"></div>', 'SITE_NOTE');
		$row('DEPARTMENT', $text('department', ''), 'DEPARTMENT_NOTE');
		echo '<tr class="heading"><td colspan="2">', Loc::getMessage('RINGLET_CALL_SHOW_TITLE'), '</td></tr>';
		$row('ACTIVE', '<input type="hidden" name="ringlet[' . $siteId . '][active]" value="N">'
			. '<input type="checkbox" name="ringlet[' . $siteId . '][active]" value="Y"' . ($values['active'] === 'Y' ? ' checked' : '') . '>', 'ACTIVE_NOTE');
		$row('EXCEPT', '<textarea rows="4" cols="40" name="ringlet[' . $siteId . '][except]">' . "\n" . $values['except'] . '</textarea>', 'EXCEPT_NOTE');
		$row('LANGUAGE', '<select name="ringlet[' . $siteId . '][language]">' . $option('page') . $option('site') . '</select>');
	}
	$tabControl->BeginNextTab();
	require Application::getDocumentRoot() . BX_ROOT . '/modules/main/admin/group_rights.php';
	$tabControl->Buttons();
	$disabled = $RIGHT < 'W' ? ' disabled' : '';
	?>
	<input type="submit" name="Update" class="adm-btn-save" value="<?= Loc::getMessage('MAIN_SAVE') ?>"<?= $disabled ?>>
	<input type="submit" name="Apply" value="<?= Loc::getMessage('MAIN_OPT_APPLY') ?>"<?= $disabled ?>>
	<input type="submit" name="RestoreDefaults" value="<?= Loc::getMessage('MAIN_RESTORE_DEFAULTS') ?>"<?= $disabled ?>>
	<?php $tabControl->End(); ?>
</form>
<?php
echo BeginNote(), Loc::getMessage('RINGLET_CALL_NOTE'), EndNote();
?>
<script src="/bitrix/js/ringlet.call/options.js"></script>
