<?php
/**
 * On which pages the button floats. The block and the shortcode bring the script themselves.
 *
 * @package Ringlet
 */

namespace Ringlet;

defined( 'ABSPATH' ) || exit;

/** Query arguments by which page builders show the front page inside their editors. */
const BUILDERS = array( 'elementor-preview', 'et_fb', 'fl_builder', 'bricks', 'ct_builder', 'vc_editable' );

/** Whether this request is for an editor or a frame: there nobody wants to be called back. */
function is_editing(): bool {
	// phpcs:ignore WordPress.Security.NonceVerification.Recommended -- Nothing is done with it but showing less.
	$builders = array_intersect_key( array_flip( BUILDERS ), $_GET );
	return is_admin() || is_customize_preview() || is_embed() || array() !== $builders;
}

/** Whether the page that is being built shows the widget. */
function is_shown_here(): bool {
	$settings = settings();
	$page     = is_page() ? get_queried_object_id() : 0;
	$shown    = ! is_editing()
		&& ! array_intersect( wp_get_current_user()->roles, $settings['never_roles'] )
		&& ! in_array( $page, $settings['never_pages'], true )
		&& is_chosen( $settings, $page );
	/**
	 * Last word on whether the widget is shown on this page.
	 *
	 * @param bool $shown What the settings say.
	 */
	return (bool) apply_filters( 'ringlet_show', $shown );
}

/** What the owner chose, for this page. */
function is_chosen( array $settings, int $page ): bool {
	switch ( $settings['show'] ) {
		case 'everywhere':
			return true;
		case 'chosen':
			return in_array( $page, $settings['pages'], true )
				|| ( array() !== $settings['post_types'] && is_singular( $settings['post_types'] ) );
		default:
			return false;
	}
}
