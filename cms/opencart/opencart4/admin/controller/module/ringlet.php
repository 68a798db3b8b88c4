<?php
namespace Opencart\Admin\Controller\Extension\Ringlet\Module;

require_once DIR_EXTENSION . 'ringlet/system/library/settings.php';
require_once DIR_EXTENSION . 'ringlet/system/library/tag.php';

use Ringlet\Settings;
use Ringlet\Tag;

/**
 * Extensions, Modules, Ringlet: the settings of one store at a time.
 */
class Ringlet extends \Opencart\System\Engine\Controller {
	const ROUTE = 'extension/ringlet/module/ringlet';

	/** The form. `store_id` in the address names the store; without it, the main one. */
	public function index(): void {
		$this->load->language(self::ROUTE);
		$this->load->model('setting/setting');

		$this->document->setTitle($this->language->get('heading_title'));

		$store = $this->store();
		$token = 'user_token=' . $this->session->data['user_token'];
		$stored = $this->model_setting_setting->getSetting('module_ringlet', $store);

		$settings = Settings::read(static function(string $name) use ($stored) {
			return $stored[$name] ?? null;
		});

		$data = array_map([Tag::class, 'escape'], $settings);

		$data['breadcrumbs'] = [
			['text' => $this->language->get('text_home'), 'href' => $this->url->link('common/dashboard', $token)],
			['text' => $this->language->get('text_extension'), 'href' => $this->url->link('marketplace/extension', $token . '&type=module')],
			['text' => $this->language->get('heading_title'), 'href' => $this->url->link(self::ROUTE, $token)]
		];

		$data['stores'] = $this->stores($token);
		$data['store_id'] = $store;
		$data['save'] = $this->url->link(self::ROUTE . '.save', $token . '&store_id=' . $store);
		$data['back'] = $this->url->link('marketplace/extension', $token . '&type=module');
		$data['header'] = $this->load->controller('common/header');
		$data['column_left'] = $this->load->controller('common/column_left');
		$data['footer'] = $this->load->controller('common/footer');

		$this->response->setOutput($this->load->view(self::ROUTE, $data));
	}

	/** Answers the form: nothing is stored unless every field is right. */
	public function save(): void {
		$this->load->language(self::ROUTE);

		$checked = Settings::check($this->request->post);
		$json = [];

		if (!$this->hasToken() || !$this->user->hasPermission('modify', self::ROUTE)) {
			$json['error']['warning'] = $this->language->get('error_permission');
		} else {
			foreach ($checked['wrong'] as $name) {
				$json['error'][$name] = $this->language->get('error_' . $name);
			}

			if ($checked['wrong']) {
				$json['error']['warning'] = $this->language->get('error_warning');
			}
		}

		if (!$json) {
			$this->load->model('setting/setting');

			$this->model_setting_setting->editSetting('module_ringlet', Settings::stored($checked['values']), $this->store());

			$json['success'] = $this->language->get('text_success');
		}

		$this->response->addHeader('Content-Type: application/json');
		$this->response->setOutput(json_encode($json));
	}

	/** Called by OpenCart when the module is installed. */
	public function install(): void {
		if (!$this->user->hasPermission('modify', 'extension/module')) {
			return;
		}

		$this->load->model('setting/event');

		$this->model_setting_event->deleteEventByCode('ringlet');
		$this->model_setting_event->addEvent([
			'code'        => 'ringlet',
			'description' => 'Ringlet: the tag in the footer of the storefront',
			'trigger'     => 'catalog/view/common/footer/after',
			'action'      => self::ROUTE . '.addTag',
			'status'      => 1,
			'sort_order'  => 1
		]);
	}

	/** Called by OpenCart when the module is uninstalled; OpenCart itself drops the settings of the main store. */
	public function uninstall(): void {
		if (!$this->user->hasPermission('modify', 'extension/module')) {
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

	/** OpenCart asks for the token before it comes here; a form that changes something looks itself, too. */
	private function hasToken(): bool {
		$given = $this->request->get['user_token'] ?? '';
		$known = $this->session->data['user_token'] ?? '';

		return is_string($given) && $known !== '' && hash_equals($known, $given);
	}

	private function store(): int {
		$given = $this->request->get['store_id'] ?? 0;

		return is_scalar($given) ? (int)$given : 0;
	}

	private function stores(string $token): array {
		$this->load->model('setting/store');

		$stores = [['store_id' => 0, 'name' => $this->config->get('config_name')]];

		return array_map(function(array $store) use ($token): array {
			return [
				'store_id' => (int)$store['store_id'],
				'name'     => Tag::escape(html_entity_decode((string)$store['name'], ENT_QUOTES, 'UTF-8')),
				'href'     => $this->url->link(self::ROUTE, $token . '&store_id=' . (int)$store['store_id'])
			];
		}, array_merge($stores, $this->model_setting_store->getStores()));
	}
}
