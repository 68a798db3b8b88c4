<?php
/**
 * What an owner may tell visitors about it: Settings, Privacy, Policy guide.
 *
 * @package Ringlet
 */

namespace Ringlet;

defined( 'ABSPATH' ) || exit;

/** A suggestion; WordPress shows it, the owner decides. */
function suggest_privacy_text() {
	$paragraphs = array(
		__( 'This plugin itself stores nothing about visitors and sets no cookies.', 'ringlet' ),
		__( 'Suggested text:', 'ringlet' ),
		__( 'When you ask us to call you back, your browser sends the phone number, the name and the note that you type, your consents, the address and title of the page and where you came from to our own call server. We use them to call you and to see what became of the call. The call server also sees your network address, as every server does, and uses it against abuse.', 'ringlet' ),
		__( 'While a call is under way, your browser remembers it in its own storage, so that another page of ours can show its state.', 'ringlet' ),
		__( 'We keep this data for [number] days. You may ask us for all that is stored about your number, and for its erasure.', 'ringlet' ),
	);
	$html       = '';
	foreach ( $paragraphs as $place => $paragraph ) {
		$begin = 1 === $place ? '<p><strong class="privacy-policy-tutorial">' : ( 0 === $place ? '<p class="privacy-policy-tutorial">' : '<p>' );
		$html .= $begin . esc_html( $paragraph ) . ( 1 === $place ? '</strong></p>' : '</p>' );
	}
	wp_add_privacy_policy_content( 'Ringlet', wp_kses_post( $html ) );
}
