<?php
/**
 * The form, a button or a link, wherever in a page: one function behind block and shortcode.
 *
 * @package Ringlet
 */

namespace Ringlet;

defined( 'ABSPATH' ) || exit;

/** `[ringlet view="form|button|link" label="…"]`. */
function register_shortcode() {
	add_shortcode( 'ringlet', __NAMESPACE__ . '\\shortcode' );
}

/**
 * The shortcode.
 *
 * @param array<string, string>|string $given Attributes; WordPress gives a text when there are none.
 */
function shortcode( $given ): string {
	$asked = shortcode_atts(
		array(
			'view'  => 'form',
			'label' => '',
		),
		$given,
		'ringlet'
	);
	return call_html( $asked['view'], $asked['label'], 'class="ringlet-call"' );
}

/**
 * What the widget finds in the page and fills or listens to. Nothing while there is no relay.
 *
 * @param string $view    `form`, `button` or `link`.
 * @param string $label   Words of the button or the link; empty: ours.
 * @param string $wrapper Attributes of the element around it, escaped.
 */
function call_html( string $view, string $label, string $wrapper ): string {
	if ( ! is_configured() ) {
		return '';
	}
	enqueue_tag();
	$text = esc_html( '' === $label ? __( 'Call me back', 'ringlet' ) : $label );
	switch ( $view ) {
		case 'button':
			$inside = '<button type="button" class="wp-block-button__link wp-element-button" data-ringlet-open>' . $text . '</button>';
			return "<div $wrapper>$inside</div>";
		case 'link':
			return "<div $wrapper><a href=\"#\" role=\"button\" data-ringlet-open>$text</a></div>";
		default:
			return "<div $wrapper data-ringlet-inline></div>";
	}
}
