<?php
require_once DIR_SYSTEM . 'library/ringlet/settings.php';
require_once DIR_SYSTEM . 'library/ringlet/tag.php';

use Ringlet\Settings;
use Ringlet\Tag;

/**
 * The storefront's side: the tag in every page, and the number of whoever is signed in.
 */
class ControllerExtensionModuleRinglet extends Controller {
	const ROUTE = 'extension/module/ringlet';

	/** Event on `view/common/footer/after`. */
	public function addTag(&$route, &$args, &$output) {
		$settings = $this->settings();

		if ($settings['checkout'] === '1' && $this->isCheckout()) {
			return;
		}

		$language = (string)$this->config->get('config_language');
		$customer = html_entity_decode($this->url->link(self::ROUTE . '/customer', '', true), ENT_QUOTES, 'UTF-8');
		$prefill = '<script defer src="catalog/view/javascript/ringlet.js" data-customer="' . Tag::escape($customer) . '"></script>';

		$output = Tag::add((string)$output, $settings, $language, $prefill);
	}

	/** Number and name of the signed-in customer, for our own script and for nobody's cache. */
	public function customer() {
		$json = [];
		$is_ours = ($this->request->server['HTTP_X_REQUESTED_WITH'] ?? '') === 'XMLHttpRequest';

		if ($is_ours && $this->settings()['prefill'] === '1' && $this->customer->isLogged()) {
			$json = [
				'phone' => html_entity_decode($this->customer->getTelephone(), ENT_QUOTES, 'UTF-8'),
				'name'  => html_entity_decode($this->customer->getFirstName(), ENT_QUOTES, 'UTF-8')
			];
		}

		$this->response->addHeader('Cache-Control: no-store, private');
		$this->response->addHeader('X-Content-Type-Options: nosniff');
		$this->response->addHeader('Content-Type: application/json');
		$this->response->setOutput(json_encode($json, JSON_FORCE_OBJECT));
	}

	private function isCheckout() {
		$route = $this->request->get['route'] ?? '';

		return is_string($route) && strpos($route, 'checkout/') === 0;
	}

	private function settings() {
		return Settings::read(function($name) {
			return $this->config->get($name);
		});
	}
}
