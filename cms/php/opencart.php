<?php
/**
 * As much of OpenCart as the extension touches, written from its documentation and developer guide:
 * registry, loader, events, requests with their escaping, settings of stores. Reads a list of
 * requests, answers each, and prints all answers and what is stored afterwards.
 *
 * php opencart.php GENERATION SCENARIO, where GENERATION is 3 or 4.
 */

namespace {
	list(, $generation, $scenario) = $argv;
	define('GENERATION', (int)$generation);
	define('DIR_EXTENSION', '/site/extension/');
	define('DIR_SYSTEM', '/site/upload/system/');
	$scenario = json_decode(file_get_contents($scenario), true);

	/** What every controller and model reaches everything else through. */
	class Registry {
		private $data = [];

		public function get($name) {
			return $this->data[$name] ?? null;
		}

		public function set($name, $value) {
			$this->data[$name] = $value;
		}
	}

	class Base {
		protected $registry;

		public function __construct($registry) {
			$this->registry = $registry;
		}

		public function __get($name) {
			$value = $this->registry->get($name);

			if ($value === null) {
				throw new \Exception("OpenCart has no $name here");
			}

			return $value;
		}
	}
}

namespace Opencart\System\Engine {
	class Controller extends \Base {
	}
}

namespace {
	class_alias('Opencart\System\Engine\Controller', 'Controller');

	/** What comes from outside is escaped before anybody sees it. */
	class Request {
		public $get;
		public $post;
		public $server;

		public function __construct(array $asked) {
			$this->get = self::clean($asked['get'] ?? []);
			$this->post = self::clean($asked['post'] ?? []);
			$this->server = self::clean($asked['server'] ?? []) + ['REQUEST_METHOD' => isset($asked['post']) ? 'POST' : 'GET'];
		}

		private static function clean($data) {
			if (is_array($data)) {
				$cleaned = [];

				foreach ($data as $key => $value) {
					$cleaned[self::clean($key)] = self::clean($value);
				}

				return $cleaned;
			}

			return trim(htmlspecialchars((string)$data, ENT_COMPAT, 'UTF-8'));
		}
	}

	class Response {
		public $headers = [];
		public $output = '';
		public $redirect = null;

		public function addHeader($header) {
			$this->headers[] = $header;
		}

		public function setOutput($output) {
			$this->output = $output;
		}

		public function redirect($url) {
			$this->redirect = $url;
		}
	}

	class Language {
		private $words = [
			'text_home'     => 'Home',
			'text_enabled'  => 'Enabled',
			'text_disabled' => 'Disabled',
			'text_yes'      => 'Yes',
			'text_no'       => 'No',
			'button_save'   => 'Save',
			'button_back'   => 'Back',
			'button_cancel' => 'Cancel'
		];

		public function load($file) {
			$_ = [];
			require $file;
			$this->words = $_ + $this->words;
		}

		public function get($key) {
			return $this->words[$key] ?? $key;
		}

		public function all() {
			return $this->words;
		}
	}

	class Url {
		public function link($route, $args = '', $secure = false) {
			return 'https://shop.example/index.php?route=' . $route . ($args ? '&amp;' . str_replace('&', '&amp;', ltrim($args, '&')) : '');
		}
	}

	class User {
		private $modify;

		public function __construct(array $modify) {
			$this->modify = $modify;
		}

		public function hasPermission($kind, $route) {
			return $kind === 'modify' && in_array($route, $this->modify, true);
		}
	}

	class Customer {
		private $data;

		public function __construct($data) {
			$this->data = $data;
		}

		public function isLogged() {
			return $this->data !== null;
		}

		public function getTelephone() {
			return $this->data['telephone'];
		}

		public function getFirstName() {
			return $this->data['firstname'];
		}
	}

	class Document {
		public function setTitle($title) {
		}
	}

	/** The shop's data that outlives a request. */
	class Shop {
		public static $settings = [];
		public static $events = [];
		public static $stores = [];
	}

	class ModelSettingSetting extends Base {
		public function getSetting($code, $store_id = 0) {
			return Shop::$settings[$store_id][$code] ?? [];
		}

		/** Replaces all settings of that code; OpenCart passes over keys that do not begin with it. */
		public function editSetting($code, $data, $store_id = 0) {
			$own = array_filter($data, function($key) use ($code) {
				return strpos($key, $code) === 0;
			}, ARRAY_FILTER_USE_KEY);

			Shop::$settings[$store_id][$code] = $own;
		}

		public function deleteSetting($code, $store_id = 0) {
			unset(Shop::$settings[$store_id][$code]);
		}
	}

	class ModelSettingStore extends Base {
		public function getStores() {
			return Shop::$stores;
		}
	}

	class ModelSettingEvent extends Base {
		public function addEvent($first, $trigger = '', $action = '') {
			if (GENERATION === 4) {
				foreach (['code', 'description', 'trigger', 'action', 'status', 'sort_order'] as $key) {
					if (!array_key_exists($key, $first)) {
						throw new \Exception("an event needs $key");
					}
				}

				Shop::$events[] = $first;
			} else {
				Shop::$events[] = ['code' => $first, 'trigger' => $trigger, 'action' => $action, 'status' => 1];
			}
		}

		public function deleteEventByCode($code) {
			Shop::$events = array_values(array_filter(Shop::$events, function($event) use ($code) {
				return $event['code'] !== $code;
			}));
		}
	}

	class Loader extends Base {
		/** The last view that was drawn; its template is Twig and drawn by the test. */
		public $view = null;

		public function language($route) {
			$code = $this->config->get('config_language');
			$file = GENERATION === 4
				? '/site/extension/ringlet/admin/language/' . $code . '/' . substr($route, strlen('extension/ringlet/')) . '.php'
				: '/site/upload/admin/language/' . $code . '/' . $route . '.php';
			$this->language->load($file);
		}

		public function model($route) {
			$class = 'Model' . str_replace(['/', '_'], '', ucwords($route, '/_'));
			$this->registry->set('model_' . str_replace('/', '_', $route), new $class($this->registry));
		}

		public function controller($route) {
			return "<!-- $route -->";
		}

		public function view($route, $data = []) {
			// An event of OpenCart's own hands the words of the language to every view.
			$this->view = ['route' => $route, 'data' => $data + $this->language->all()];

			return '';
		}
	}

	class Config {
		private $data;

		public function __construct(array $data) {
			$this->data = $data;
		}

		public function get($key) {
			return $this->data[$key] ?? null;
		}
	}

	/** Class and method behind a route, as each generation finds them. */
	function target($side, $route) {
		if (GENERATION === 4) {
			list($path, $method) = explode('.', $route . '.index');
			$words = array_map('ucfirst', array_slice(explode('/', $path), 1));
			$file = '/site/extension/ringlet/' . $side . '/controller/' . substr($path, strlen('extension/ringlet/')) . '.php';

			return [$file, 'Opencart\\' . ucfirst($side) . '\Controller\Extension\\' . implode('\\', $words), $method];
		}

		$parts = explode('/', $route);
		$method = count($parts) > 3 ? array_pop($parts) : 'index';

		return ['/site/upload/' . $side . '/controller/' . implode('/', $parts) . '.php', 'Controller' . implode('', array_map('ucfirst', $parts)), $method];
	}

	function controllerFor($side, $route, $registry) {
		list($file, $class, $method) = target($side, $route);
		require_once $file;

		return [new $class($registry), $method];
	}

	/** A page of the storefront: OpenCart's footer, and whoever has asked to hear of it. */
	function drawPage($registry, $html) {
		$route = 'common/footer';
		$args = [];

		foreach (Shop::$events as $event) {
			if ($event['status'] && $event['trigger'] === 'catalog/view/common/footer/after') {
				list($controller, $method) = controllerFor('catalog', $event['action'], $registry);
				$controller->$method($route, $args, $html);
			}
		}

		return $html;
	}

	function answer(array $asked) {
		$store = $asked['store'] ?? 0;
		$stored = array_merge(...array_values(Shop::$settings[0] ?? [[]]), ...array_values(Shop::$settings[$store] ?? [[]]));
		$registry = new Registry();
		$registry->set('config', new Config($stored + ['config_language' => $asked['language'] ?? 'en-gb', 'config_name' => 'Quiet & Light']));
		$registry->set('language', new Language());
		$registry->set('request', new Request($asked));
		$registry->set('response', new Response());
		$registry->set('url', new Url());
		$registry->set('document', new Document());
		$registry->set('user', new User($asked['modify'] ?? []));
		$registry->set('customer', new Customer($asked['customer'] ?? null));
		$registry->set('session', (object)['data' => ['user_token' => 'right-token']]);
		$registry->set('load', new Loader($registry));
		$page = null;

		if (isset($asked['page'])) {
			$page = drawPage($registry, $asked['page']);
		} else {
			list($controller, $method) = controllerFor($asked['side'], $asked['route'], $registry);
			$controller->$method();
		}

		$response = $registry->get('response');

		return [
			'page'     => $page,
			'output'   => $response->output,
			'headers'  => $response->headers,
			'redirect' => $response->redirect,
			'view'     => $registry->get('load')->view
		];
	}

	Shop::$stores = $scenario['stores'] ?? [];
	Shop::$settings = $scenario['settings'] ?? [];
	Shop::$events = $scenario['events'] ?? [];

	$answers = array_map('answer', $scenario['requests']);

	echo json_encode(['answers' => $answers, 'settings' => (object)Shop::$settings, 'events' => Shop::$events]);
}
