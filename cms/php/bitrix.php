<?php
/**
 * As much of 1C-Bitrix as the module touches, written from its documentation: options of sites,
 * rights, the token of forms, events, assets, components, texts of both encodings. Runs one thing
 * that is asked of it, and prints what came of it and what is stored afterwards.
 *
 * php bitrix.php SCENARIO
 */

namespace {
	/** Everything that outlives a request, and what this one was asked with. */
	class Bitrix
	{
		public static $options = [];
		public static $events = [];
		public static $modules = [];
		public static $copied = [];
		public static $strings = [];
		public static $thrown = null;
		public static $asked = [];
	}

	list(, $scenario) = $argv;
	Bitrix::$asked = json_decode(file_get_contents($scenario), true) + ['user' => [], 'post' => null, 'options' => [], 'events' => [], 'modules' => []];
	foreach (['options', 'events', 'modules'] as $kept) {
		Bitrix::$$kept = Bitrix::$asked[$kept];
	}
	define('B_PROLOG_INCLUDED', true);
	define('BX_ROOT', '/bitrix');
	define('LANGUAGE_ID', Bitrix::$asked['language'] ?? 'ru');
	define('SITE_ID', 's1');
	define('CHARSET', Bitrix::$asked['charset'] ?? 'UTF-8');
	if (!empty(Bitrix::$asked['admin'])) {
		define('ADMIN_SECTION', true);
	}

	function htmlspecialcharsbx($text)
	{
		return htmlspecialchars($text, ENT_COMPAT, CHARSET);
	}

	function check_bitrix_sessid()
	{
		return (Bitrix::$asked['post']['sessid'] ?? Bitrix::$asked['sessid'] ?? '') === 'right-token';
	}

	function bitrix_sessid_post()
	{
		return '<input type="hidden" name="sessid" value="right-token">';
	}

	function CheckVersion($version, $least)
	{
		return version_compare($version, $least, '>=');
	}

	function CopyDirFiles($from, $to, $rewrite, $recursive)
	{
		if (!is_dir($from)) {
			throw new Exception("there is no folder $from");
		}
		Bitrix::$copied[] = $to;
	}

	function DeleteDirFilesEx($place)
	{
		Bitrix::$copied = array_merge(Bitrix::$copied, ["-$place"]);
	}

	function BeginNote()
	{
		return '<div class="adm-info-message">';
	}

	function EndNote()
	{
		return '</div>';
	}

	class CMain
	{
		public function GetGroupRight($module)
		{
			return Bitrix::$asked['user']['right'] ?? 'D';
		}

		public function GetCurPage($index = null)
		{
			return Bitrix::$asked['path'] ?? '/';
		}

		public function GetShowIncludeAreas()
		{
			return !empty(Bitrix::$asked['editing']);
		}

		public function ThrowException($words)
		{
			Bitrix::$thrown = $words;
		}
	}

	class CUser
	{
		public function IsAdmin()
		{
			return !empty(Bitrix::$asked['user']['admin']);
		}
	}

	class CModule
	{
	}

	class CAdminMessage
	{
		public static function ShowMessage($words)
		{
			echo '<div class="adm-info-message-red">', nl2br(htmlspecialcharsbx($words)), '</div>';
		}
	}

	class CAdminTabControl
	{
		private $tabs;

		public function __construct($name, array $tabs)
		{
			$this->tabs = $tabs;
		}

		public function Begin()
		{
			foreach ($this->tabs as $tab) {
				echo '<a>', htmlspecialcharsbx($tab['TAB']), '</a><h2>', htmlspecialcharsbx($tab['TITLE']), '</h2>';
			}
		}

		public function BeginNextTab()
		{
			echo '<table>';
		}

		public function Buttons()
		{
			echo '</table>';
		}

		public function End()
		{
		}
	}

	class CBitrixComponent
	{
		public $arParams = [];
		public $arResult = [];
		public $folder;

		/** As Bitrix does: what was given lies under names with a tilde, the others are escaped. */
		public function run(array $given)
		{
			$this->arParams = [];
			foreach ($this->onPrepareComponentParams($given) as $name => $value) {
				$this->arParams["~$name"] = $value;
				$this->arParams[$name] = is_string($value) ? htmlspecialcharsbx($value) : $value;
			}
			$this->executeComponent();
		}

		public function includeComponentTemplate()
		{
			$arParams = $this->arParams;
			$arResult = $this->arResult;
			$template = $this->folder . '/templates/.default/template.php';
			\Bitrix\Main\Localization\Loc::loadMessages($template);
			include $template;
		}
	}
}

namespace Bitrix\Main\Config {
	class Option
	{
		public static function get($module, $name, $default = '', $site = false)
		{
			$options = \Bitrix::$options[$module] ?? [];
			return $options[$site ?: '-'][$name] ?? $options['-'][$name] ?? $default;
		}

		public static function set($module, $name, $value = '', $site = '')
		{
			\Bitrix::$options[$module][$site ?: '-'][$name] = $value;
		}

		public static function delete($module, array $filter = [])
		{
			if (isset($filter['site_id'])) {
				unset(\Bitrix::$options[$module][$filter['site_id']][$filter['name']]);
			} else {
				unset(\Bitrix::$options[$module]);
			}
		}
	}
}

namespace Bitrix\Main\Localization {
	class Loc
	{
		private static $messages = [];

		/** The texts that lie beside a file, in the nearest folder `lang` above it. */
		public static function loadMessages($file)
		{
			for ($folder = dirname($file); strlen($folder) > 1; $folder = dirname($folder)) {
				$texts = $folder . '/lang/' . LANGUAGE_ID . substr($file, strlen($folder));
				if (is_file($texts)) {
					$MESS = [];
					include $texts;
					self::$messages = $MESS + self::$messages;
					return;
				}
			}
		}

		public static function getMessage($code, $replace = [])
		{
			return isset(self::$messages[$code]) ? strtr(self::$messages[$code], $replace) : (strpos($code, 'MAIN_') === 0 ? $code : null);
		}
	}
}

namespace Bitrix\Main\Page {
	class AssetLocation
	{
		const AFTER_JS = 'AFTER_JS';
	}

	class Asset
	{
		public static function getInstance()
		{
			return new self();
		}

		public function addString($string, $unique = false, $location = 'AFTER_JS')
		{
			\Bitrix::$strings[] = $string;
		}
	}
}

namespace Bitrix\Main {
	class EventManager
	{
		public static function getInstance()
		{
			return new self();
		}

		public function registerEventHandler($module, $event, $to, $class, $method)
		{
			\Bitrix::$events["$module:$event"] = [$to, $class, $method];
		}

		public function unRegisterEventHandler($module, $event, $to, $class, $method)
		{
			if ((\Bitrix::$events["$module:$event"] ?? null) === [$to, $class, $method]) {
				unset(\Bitrix::$events["$module:$event"]);
			}
		}
	}

	class ModuleManager
	{
		public static function registerModule($id)
		{
			\Bitrix::$modules[] = $id;
		}

		public static function unRegisterModule($id)
		{
			\Bitrix::$modules = array_values(array_diff(\Bitrix::$modules, [$id]));
		}

		public static function getVersion($module)
		{
			return \Bitrix::$asked['main'] ?? '24.0.0';
		}
	}

	class Loader
	{
		public static function includeModule($id)
		{
			return in_array($id, \Bitrix::$modules, true);
		}
	}

	class SiteTable
	{
		public static function getList(array $query)
		{
			return new self();
		}

		public function fetchAll()
		{
			return \Bitrix::$asked['sites'] ?? [['LID' => 's1', 'NAME' => 'Doors']];
		}
	}

	class Application
	{
		public static function getInstance()
		{
			return new self();
		}

		public static function getDocumentRoot()
		{
			return '/site/root';
		}

		public function getContext()
		{
			return $this;
		}

		public function getRequest()
		{
			return $this;
		}

		public function isPost()
		{
			return \Bitrix::$asked['post'] !== null;
		}

		public function getPost($name)
		{
			return \Bitrix::$asked['post'][$name] ?? null;
		}
	}
}

namespace {
	$APPLICATION = new CMain();
	$USER = new CUser();
	$module = '/site/module';

	// As Bitrix finds the classes of a module that is included.
	spl_autoload_register(function ($class) use ($module) {
		if (strpos($class, 'Ringlet\\Call\\') === 0) {
			require $module . '/lib/' . strtolower(substr($class, strlen('Ringlet\\Call\\'))) . '.php';
		}
	});

	ob_start();
	switch (Bitrix::$asked['do']) {
		case 'install':
		case 'uninstall':
			require $module . '/install/index.php';
			$installer = new ringlet_call();
			Bitrix::$asked['do'] === 'install' ? $installer->DoInstall() : $installer->DoUninstall();
			echo $installer->MODULE_NAME, '|', $installer->MODULE_VERSION;
			break;
		case 'options':
			require $module . '/options.php';
			break;
		case 'component':
			$folder = $module . '/install/components/ringlet/call';
			require $folder . '/class.php';
			$component = new RingletCallComponent();
			$component->folder = $folder;
			$component->run(Bitrix::$asked['params'] ?? []);
			break;
		case 'describe':
			$folder = $module . '/install/components/ringlet/call';
			require $folder . '/.description.php';
			require $folder . '/.parameters.php';
			echo $arComponentDescription['NAME'], '|', implode('|', $arComponentParameters['PARAMETERS']['VIEW']['VALUES']);
	}
	// The end of every page.
	if (isset(Bitrix::$events['main:OnEpilog'])) {
		list(, $class, $method) = Bitrix::$events['main:OnEpilog'];
		call_user_func([$class, $method]);
	}
	$output = ob_get_clean();

	echo json_encode(
		[
			'output'  => base64_encode($output),
			'strings' => Bitrix::$strings,
			'options' => (object)Bitrix::$options,
			'events'  => (object)Bitrix::$events,
			'modules' => Bitrix::$modules,
			'copied'  => Bitrix::$copied,
			'thrown'  => Bitrix::$thrown === null ? null : base64_encode(Bitrix::$thrown),
		]
	);
}
