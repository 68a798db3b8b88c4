<?php
/**
 * What the owner has chosen, with every default.
 *
 * @package Ringlet
 */

namespace Ringlet;

defined( 'ABSPATH' ) || exit;

/**
 * `show`: `everywhere`, `chosen` (then `post_types` and `pages` say where) or `nowhere`.
 * `language`: `page` (its `lang` attribute decides, which translation plugins set) or `site`.
 */
const DEFAULTS = array(
	'relay'       => '',
	'site'        => '',
	'show'        => 'everywhere',
	'post_types'  => array(),
	'pages'       => array(),
	'never_pages' => array(),
	'never_roles' => array(),
	'department'  => '',
	'language'    => 'page',
);

/**
 * Settings of this site; a field that is missing or of another kind is its default.
 *
 * @return array<string, mixed>
 */
function settings(): array {
	$stored = get_option( OPTION, array() );
	$values = DEFAULTS;
	foreach ( DEFAULTS as $name => $default ) {
		$value = is_array( $stored ) ? ( $stored[ $name ] ?? null ) : null;
		if ( gettype( $value ) === gettype( $default ) ) {
			$values[ $name ] = $value;
		}
	}
	return $values;
}

/** Without these two there is nothing to load. */
function is_configured(): bool {
	$settings = settings();
	return '' !== $settings['relay'] && '' !== $settings['site'];
}
