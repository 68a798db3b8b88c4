<?php
/**
 * Plugin Name:       Ringlet
 * Description:       A "call me back" widget from your own relay: the visitor leaves a number, your PBX rings an operator, then the visitor.
 * Version:           0.2.0
 * Requires at least: 6.2
 * Requires PHP:      7.4
 * Author:            The Ringlet authors
 * License:           MIT
 * License URI:       https://opensource.org/licenses/MIT
 * Text Domain:       ringlet
 * Domain Path:       /languages
 *
 * @package Ringlet
 */

namespace Ringlet;

defined( 'ABSPATH' ) || exit;

const VERSION = '0.2.0';
const FILE    = __FILE__;
const OPTION  = 'ringlet';

require_once __DIR__ . '/includes/settings.php';
require_once __DIR__ . '/includes/sanitize.php';
require_once __DIR__ . '/includes/placement.php';
require_once __DIR__ . '/includes/tag.php';
require_once __DIR__ . '/includes/call.php';
require_once __DIR__ . '/includes/block.php';
require_once __DIR__ . '/includes/privacy.php';
require_once __DIR__ . '/includes/connection.php';
require_once __DIR__ . '/includes/fields.php';
require_once __DIR__ . '/includes/settings-page.php';

/** Everything that this plugin does, and when. */
const HOOKS = array(
	// On the site.
	array( 'init', 'load_translations' ),
	array( 'init', 'register_block' ),
	array( 'init', 'register_shortcode' ),
	array( 'wp_enqueue_scripts', 'enqueue_tag_where_wanted' ),
	array( 'script_loader_tag', 'complete_tag', 10, 2 ),
	// In the administration.
	array( 'admin_init', 'register_settings' ),
	array( 'admin_init', 'suggest_privacy_text' ),
	array( 'admin_menu', 'add_settings_page' ),
	array( 'admin_enqueue_scripts', 'enqueue_settings_script' ),
	array( 'wp_ajax_ringlet_test', 'answer_connection_test' ),
	array( 'plugin_action_links', 'link_settings', 10, 2 ),
);

foreach ( HOOKS as $hook ) {
	// Actions are filters; one table holds both.
	add_filter( $hook[0], __NAMESPACE__ . '\\' . $hook[1], $hook[2] ?? 10, $hook[3] ?? 1 );
}

/** Before 6.8 WordPress finds translations that came with a plugin only when told. */
function load_translations() {
	load_plugin_textdomain( 'ringlet', false, dirname( plugin_basename( FILE ) ) . '/languages' );
}
