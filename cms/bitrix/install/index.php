<?php

use Bitrix\Main\Application;
use Bitrix\Main\Config\Option;
use Bitrix\Main\EventManager;
use Bitrix\Main\Localization\Loc;
use Bitrix\Main\ModuleManager;

Loc::loadMessages(__FILE__);

if (class_exists('ringlet_call'))
{
	return;
}

/**
 * Installs and removes the module. It has no tables and no agents: one event handler, options of
 * each site, and a component.
 */
class ringlet_call extends CModule
{
	public $MODULE_ID = 'ringlet.call';
	public $MODULE_VERSION;
	public $MODULE_VERSION_DATE;
	public $MODULE_NAME;
	public $MODULE_DESCRIPTION;
	public $MODULE_GROUP_RIGHTS = 'Y';
	public $PARTNER_NAME;
	public $PARTNER_URI;

	/** The first main module whose options, assets and events are as they are used here. */
	const MAIN_VERSION = '21.0.0';
	const PHP = '8.1.0';
	/** Event of the main module, and what answers it. */
	const EVENTS = [
		['main', 'OnEpilog', '\Ringlet\Call\Page', 'addTagWhereWanted'],
	];
	/** Folders of `install/` and where the site serves them from. */
	const FOLDERS = [
		'components/ringlet' => '/bitrix/components/ringlet',
		'js' => '/bitrix/js/ringlet.call',
	];

	public function __construct()
	{
		$arModuleVersion = [];
		include __DIR__ . '/version.php';
		$this->MODULE_VERSION = $arModuleVersion['VERSION'];
		$this->MODULE_VERSION_DATE = $arModuleVersion['VERSION_DATE'];
		$this->MODULE_NAME = Loc::getMessage('RINGLET_CALL_NAME');
		$this->MODULE_DESCRIPTION = Loc::getMessage('RINGLET_CALL_DESCRIPTION');
		$this->PARTNER_NAME = Loc::getMessage('RINGLET_CALL_PARTNER');
		$this->PARTNER_URI = Loc::getMessage('RINGLET_CALL_PARTNER_URI');
	}

	public function DoInstall()
	{
		if (!$this->isAllowed())
		{
			return false;
		}
		if (!CheckVersion(ModuleManager::getVersion('main'), self::MAIN_VERSION) || !CheckVersion(PHP_VERSION, self::PHP))
		{
			$GLOBALS['APPLICATION']->ThrowException(Loc::getMessage('RINGLET_CALL_TOO_OLD'));
			return false;
		}
		ModuleManager::registerModule($this->MODULE_ID);
		$this->InstallEvents();
		$this->InstallFiles();
		return true;
	}

	public function DoUninstall()
	{
		if (!$this->isAllowed())
		{
			return false;
		}
		$this->UnInstallFiles();
		$this->UnInstallEvents();
		Option::delete($this->MODULE_ID);
		ModuleManager::unRegisterModule($this->MODULE_ID);
		return true;
	}

	public function InstallEvents()
	{
		foreach (self::EVENTS as [$module, $event, $class, $method])
		{
			EventManager::getInstance()->registerEventHandler($module, $event, $this->MODULE_ID, $class, $method);
		}
	}

	public function UnInstallEvents()
	{
		foreach (self::EVENTS as [$module, $event, $class, $method])
		{
			EventManager::getInstance()->unRegisterEventHandler($module, $event, $this->MODULE_ID, $class, $method);
		}
	}

	public function InstallFiles()
	{
		foreach (self::FOLDERS as $folder => $place)
		{
			CopyDirFiles(__DIR__ . '/' . $folder, Application::getDocumentRoot() . $place, true, true);
		}
	}

	public function UnInstallFiles()
	{
		DeleteDirFilesEx('/bitrix/components/ringlet/call');
		DeleteDirFilesEx('/bitrix/js/ringlet.call');
	}

	/** Bitrix asks for the token of the list of modules; who may change it is asked here, too. */
	private function isAllowed()
	{
		return check_bitrix_sessid() && $GLOBALS['USER']->IsAdmin();
	}
}
