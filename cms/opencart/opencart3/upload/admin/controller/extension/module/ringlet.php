<?php
require_once DIR_SYSTEM . 'library/ringlet/settings.php';
require_once DIR_SYSTEM . 'library/ringlet/tag.php';

use Ringlet\Settings;
use Ringlet\Tag;

/**
 * Extensions, Modules, Ringlet: the settings of one store at a time.
 */
class ControllerExtensionModuleRinglet extends Controller {
	const ROUTE = 'extension/module/ringlet';

	/** The form, and its answer. `store_id` in the address names the store; without it, the main one. */
	public function index() {
		$this->load->language(self::ROUTE);
		$this->load->model('setting/setting');

		$this->document->setTitle($this->language->get('heading_title'));

		$wrong = [];

		if (($this->request->server['REQUEST_METHOD'] ?? '') === 'POST') {
			$wrong = $this->save();

			if (!$wrong) {
				return;
			}
		}

		$this->response->setOutput($this->load->view(self::ROUTE, $this->form($wrong)));
	}

	/** Called by OpenCart when the module is installed. */
	public function install() {
		if (!$this->user->hasPermission('modify', 'extension/extension/module')) {
			return;
		}

		$this->load->model('setting/event');

		$this->model_setting_event->deleteEventByCode('ringlet');
		$this->model_setting_event->addEvent('ringlet', 'catalog/view/common/footer/after', self::ROUTE . '/addTag');
	}

	/** Called by OpenCart when the module is uninstalled. */
	public function uninstall() {
		if (!$this->user->hasPermission('modify', 'extension/extension/module')) {
			return;
		}

		$this->load->model('setting/event');
		$this->load->model('setting/setting');
		$this->load->model('setting/store');

		$this->model_setting_event->deleteEventByCode('ringlet');
		$this->model_setting_setting->deleteSetting('module_ringlet', 0);

		foreach ($this->model_setting_store->getStores() as $store) {
			$this->model_setting_setting->deleteSetting('module_ringlet', (int)$store['store_id']);
		}
	}

	/**
	 * Stores what was posted and goes back to the list, or tells what is wrong, field by field.
	 *
	 * @return array<string, string>
	 */
	private function save() {
		if (!$this->hasToken() || !$this->user->hasPermission('modify', self::ROUTE)) {
			return ['warning' => $this->language->get('error_permission')];
		}

		$checked = Settings::check($this->request->post);
		$wrong = [];

		foreach ($checked['wrong'] as $name) {
			$wrong[$name] = $this->language->get('error_' . $name);
		}

		if ($wrong) {
			return $wrong + ['warning' => $this->language->get('error_warning')];
		}

		$this->model_setting_setting->editSetting('module_ringlet', Settings::stored($checked['values']), $this->store());

		$this->session->data['success'] = $this->language->get('text_success');

		$this->response->redirect($this->url->link('marketplace/extension', 'user_token=' . $this->session->data['user_token'] . '&type=module', true));

		return [];
	}

	private function form(array $wrong) {
		$token = 'user_token=' . $this->session->data['user_token'];
		$store = $this->store();
		$stored = $wrong ? $this->request->post : $this->model_setting_setting->getSetting('module_ringlet', $store);

		$settings = Settings::read(static function($name) use ($stored) {
			return $stored[$name] ?? null;
		});

		$data = array_map([Tag::class, 'escape'], $settings);

		foreach (['warning', 'relay', 'site', 'department'] as $name) {
			$data['error_' . $name] = $wrong[$name] ?? '';
		}

		$data['breadcrumbs'] = [
			['text' => $this->language->get('text_home'), 'href' => $this->url->link('common/dashboard', $token, true)],
			['text' => $this->language->get('text_extension'), 'href' => $this->url->link('marketplace/extension', $token . '&type=module', true)],
			['text' => $this->language->get('heading_title'), 'href' => $this->url->link(self::ROUTE, $token, true)]
		];

		$data['stores'] = $this->stores($token);
		$data['store_id'] = $store;
		$data['action'] = $this->url->link(self::ROUTE, $token . '&store_id=' . $store, true);
		$data['cancel'] = $this->url->link('marketplace/extension', $token . '&type=module', true);
		$data['header'] = $this->load->controller('common/header');
		$data['column_left'] = $this->load->controller('common/column_left');
		$data['footer'] = $this->load->controller('common/footer');

		return $data;
	}

	/** OpenCart asks for the token before it comes here; a form that changes something looks itself, too. */
	private function hasToken() {
		$given = $this->request->get['user_token'] ?? '';
		$known = $this->session->data['user_token'] ?? '';

		return is_string($given) && $known !== '' && hash_equals($known, $given);
	}

	private function store() {
		$given = $this->request->get['store_id'] ?? 0;

		return is_scalar($given) ? (int)$given : 0;
	}

	private function stores($token) {
		$this->load->model('setting/store');

		$stores = [['store_id' => 0, 'name' => $this->config->get('config_name')]];

		return array_map(function($store) use ($token) {
			return [
				'store_id' => (int)$store['store_id'],
				'name'     => Tag::escape(html_entity_decode((string)$store['name'], ENT_QUOTES, 'UTF-8')),
				'href'     => $this->url->link(self::ROUTE, $token . '&store_id=' . (int)$store['store_id'], true)
			];
		}, array_merge($stores, $this->model_setting_store->getStores()));
	}
}
