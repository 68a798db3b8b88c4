<?php
/**
 * The tag, through WordPress's own scripts.
 *
 * @package Ringlet
 */

namespace Ringlet;

use WP_HTML_Tag_Processor;

defined( 'ABSPATH' ) || exit;

const HANDLE = 'ringlet';

/** The tag that every owner pastes, word for word; the relay and the site in it are examples. */
const SNIPPET = '<script async src="https://relay.example/widget.js" data-site="demo"></script>';

/**
 * By these, optimisers know that a script is to be left as it is: merged, delayed or rewritten it
 * would no longer come from the relay. Each is what that optimiser documents.
 */
const LEFT_ALONE_BY = array(
	'data-cfasync'            => 'false', // Cloudflare Rocket Loader.
	'data-jetpack-boost'      => 'ignore', // Jetpack Boost.
	'data-no-defer'           => '1', // LiteSpeed Cache: defer and delay.
	'data-no-minify'          => '1', // WP Rocket: minify and combine.
	'data-no-optimize'        => '1', // LiteSpeed Cache: combine; FlyingPress.
	'data-noptimize'          => '1', // Autoptimize.
	'data-nowprocket'         => '', // WP Rocket: delay.
	'data-pagespeed-no-defer' => '', // PageSpeed module.
);

/** The floating button, where the owner wants it. */
function enqueue_tag_where_wanted() {
	if ( is_shown_here() ) {
		enqueue_tag();
	}
}

/** Asks for the script on this page; once, however often. */
function enqueue_tag() {
	if ( ! is_configured() || is_editing() ) {
		return;
	}
	// 6.2 takes the array for "in the footer", which it is; 6.3 and later read it.
	$loading = array(
		'strategy'  => 'async',
		'in_footer' => true,
	);
	// Without a version: the relay says itself when the script has changed.
	// phpcs:ignore WordPress.WP.EnqueuedResourceParameters.MissingVersion
	wp_enqueue_script( HANDLE, script_attributes()['src'], array(), null, $loading );
}

/**
 * Attributes of the script on this page. Boolean ones are `true`.
 *
 * @return array<string, string|true>
 */
function script_attributes(): array {
	$settings = settings();
	$snippet  = new WP_HTML_Tag_Processor( SNIPPET );
	$snippet->next_tag();
	$attributes = array();
	foreach ( $snippet->get_attribute_names_with_prefix( '' ) as $name ) {
		$attributes[ $name ] = $snippet->get_attribute( $name );
	}
	$attributes['src']       = str_replace( 'https://relay.example', $settings['relay'], $attributes['src'] );
	$attributes['data-site'] = $settings['site'];
	if ( ! is_shown_here() ) {
		// A block or a shortcode has brought the script: the form it is, and no button beside it.
		$attributes['data-position'] = 'none';
	}
	if ( '' !== $settings['department'] ) {
		$attributes['data-department'] = $settings['department'];
	}
	if ( 'site' === $settings['language'] ) {
		$attributes['data-locale'] = get_bloginfo( 'language' );
	}
	/**
	 * The nonce of this page's Content-Security-Policy, for whoever sends one.
	 *
	 * @param string $nonce Empty: none.
	 */
	$nonce = (string) apply_filters( 'ringlet_csp_nonce', '' );
	if ( '' !== $nonce ) {
		$attributes['nonce']      = $nonce;
		$attributes['data-nonce'] = $nonce;
	}
	/**
	 * Attributes of the script, such as `data-color` on one page.
	 *
	 * @param array<string, string|true> $attributes Name to value.
	 */
	return apply_filters( 'ringlet_script_attributes', $attributes + LEFT_ALONE_BY );
}

/**
 * Puts the attributes on the script that WordPress prints.
 *
 * @param string $html   The script, and perhaps more around it.
 * @param string $handle Whose it is.
 */
function complete_tag( string $html, string $handle ): string {
	if ( HANDLE !== $handle ) {
		return $html;
	}
	$attributes = script_attributes();
	$tags       = new WP_HTML_Tag_Processor( $html );
	while ( $tags->next_tag( 'script' ) ) {
		if ( null === $tags->get_attribute( 'src' ) ) {
			continue;
		}
		foreach ( $attributes as $name => $value ) {
			if ( 'src' !== $name ) {
				$tags->set_attribute( $name, $value );
			}
		}
	}
	return $tags->get_updated_html();
}
