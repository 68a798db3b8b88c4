<?php
/**
 * The block: drawn by the server, in the editor as a picture of itself.
 *
 * @package Ringlet
 */

namespace Ringlet;

defined( 'ABSPATH' ) || exit;

/** The block, with its words in the editor's language. */
function register_block() {
	$block = register_block_type(
		dirname( FILE ) . '/block',
		array( 'render_callback' => __NAMESPACE__ . '\\render_block' )
	);
	if ( $block ) {
		foreach ( $block->editor_script_handles as $handle ) {
			wp_set_script_translations( $handle, 'ringlet', dirname( FILE ) . '/languages' );
		}
	}
}

/**
 * The block in a page.
 *
 * @param array<string, mixed> $attributes As block.json declares them.
 */
function render_block( array $attributes ): string {
	$wrapper = get_block_wrapper_attributes();
	if ( is_drawn_for_editor() ) {
		return block_picture( $attributes['view'], $attributes['label'], $wrapper );
	}
	return call_html( $attributes['view'], $attributes['label'], $wrapper );
}

/** The editor asks the server how the block looks, and says so. */
function is_drawn_for_editor(): bool {
	// phpcs:ignore WordPress.Security.NonceVerification.Recommended -- Nothing is done with it but drawing.
	return defined( 'REST_REQUEST' ) && REST_REQUEST && isset( $_GET['ringlet_picture'] );
}

/** What visitors will see, without life: in the editor the widget does not run. Empty while there is no relay. */
function block_picture( string $view, string $label, string $wrapper ): string {
	if ( ! is_configured() ) {
		return '';
	}
	$text = esc_html( '' === $label ? __( 'Call me back', 'ringlet' ) : $label );
	if ( 'link' === $view ) {
		return "<div $wrapper><span class=\"ringlet-picture-link\">$text</span></div>";
	}
	$button = "<span class=\"wp-block-button__link wp-element-button\">$text</span>";
	if ( 'button' === $view ) {
		return "<div $wrapper>$button</div>";
	}
	return "<div $wrapper><div class=\"ringlet-picture\"><strong>" . esc_html__( 'We call you back', 'ringlet' ) . '</strong>'
		. '<span class="ringlet-picture-row"><span class="ringlet-picture-field">' . esc_html__( 'Your phone number', 'ringlet' ) . '</span>'
		. '<span class="wp-block-button__link wp-element-button">' . esc_html__( 'Call me back', 'ringlet' ) . '</span></span>'
		. '<small>' . esc_html__( 'Visitors see the real form here, with the words and colours from the relay.', 'ringlet' ) . '</small></div></div>';
}
