<?php
namespace Opencart\Catalog\Controller\Extension\Ringlet\Module;

require_once DIR_EXTENSION . 'ringlet/system/library/settings.php';
require_once DIR_EXTENSION . 'ringlet/system/library/tag.php';

use Ringlet\Settings;
use Ringlet\Tag;

/**
 * The storefront's side: the tag in every page, and the number of whoever is signed in.
 */
class Ringlet extends \Opencart\System\Engine\Controller {
	const ROUTE = 'extension/ringlet/module/ringlet';

	/**
	 * Event on `view/common/footer/after`.
	 *
	 * @param mixed $output
	 */
	public function addTag(string &$route, array &$args, &$output): void {
		$settings = $this->settings();

		if ($settings['checkout'] === '1' && $this->isCheckout()) {
			return;
		}

		$prefill = '<script defer src="extension/ringlet/catalog/view/javascript/ringlet.js" data-customer="' . Tag::escape(html_entity_decode($this->url->link(self::ROUTE . '.customer', 'language=' . $this->config->get('config_language')), ENT_QUOTES, 'UTF-8')) . '"></script>';

		$output = Tag::add((string)$output, $settings, (string)$this->config->get('config_language'), $prefill);
	}

	/** Number and name of the signed-in customer, for our own script and for nobody's cache. */
	public function customer(): void {
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

	private function isCheckout(): bool {
		$route = $this->request->get['route'] ?? '';

		return is_string($route) && strpos($route, 'checkout/') === 0;
	}

	private function settings(): array {
		return Settings::read(function(string $name) {
			return $this->config->get($name);
		});
	}
}
