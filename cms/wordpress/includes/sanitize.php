<?php
/**
 * From what was typed to what is stored. What cannot be understood is said, and the former value stays.
 *
 * @package Ringlet
 */

namespace Ringlet;

defined( 'ABSPATH' ) || exit;

/** A name, also of other scripts, or an address. */
const HOST = '/^(\[[0-9a-f:]+\]|[a-z0-9._\x80-\xff-]+)$/Di';

/**
 * `sanitize_callback` of the option.
 *
 * @param mixed $given As posted.
 * @return array<string, mixed>
 */
function sanitize_settings( $given ): array {
	$given  = is_array( $given ) ? $given : array();
	$former = settings();
	$roles  = array_keys( wp_roles()->get_names() );
	$types  = get_post_types( array( 'public' => true ) );
	return array(
		'relay'       => checked_text( 'relay', $given, relay_address( text_of( $given, 'relay' ) ), $former ),
		'site'        => checked_text( 'site', $given, site_id( text_of( $given, 'site' ) ), $former ),
		'show'        => one_of( $given['show'] ?? '', array( 'everywhere', 'chosen', 'nowhere' ) ),
		'post_types'  => many_of( $given['post_types'] ?? array(), $types ),
		'pages'       => page_ids( $given['pages'] ?? array() ),
		'never_pages' => page_ids( $given['never_pages'] ?? array() ),
		'never_roles' => many_of( $given['never_roles'] ?? array(), $roles ),
		'department'  => checked_text( 'department', $given, department_id( text_of( $given, 'department' ) ), $former ),
		'language'    => one_of( $given['language'] ?? '', array( 'page', 'site' ) ),
	);
}

/**
 * Where the relay answers, without a slash at the end; `null` when that is no address. Whoever
 * pastes the address of the script itself means the relay.
 */
function relay_address( string $typed ): ?string {
	if ( '' === $typed ) {
		return '';
	}
	$url   = esc_url_raw( strpos( $typed, '://' ) === false ? "https://$typed" : $typed, array( 'http', 'https' ) );
	$parts = wp_parse_url( $url );
	if ( ! is_array( $parts ) || isset( $parts['user'] ) || ! preg_match( HOST, $parts['host'] ?? '' ) ) {
		return null;
	}
	$port = isset( $parts['port'] ) ? ':' . $parts['port'] : '';
	return strtolower( "{$parts['scheme']}://{$parts['host']}" ) . $port;
}

/** The relay's own rule for the names of sites; `null` when it is broken. */
function site_id( string $typed ): ?string {
	return preg_match( '/^([a-z0-9][a-z0-9-]{0,62})?$/D', $typed ) ? $typed : null;
}

/** The relay's own rule for the names of departments; `null` when it is broken. */
function department_id( string $typed ): ?string {
	return preg_match( '/^([a-z0-9][a-z0-9_-]{0,63})?$/Di', $typed ) ? $typed : null;
}

/** A field as plain text; anything else that was posted counts as empty. */
function text_of( array $given, string $name ): string {
	$value = $given[ $name ] ?? '';
	return is_string( $value ) ? trim( sanitize_text_field( $value ) ) : '';
}

/** The value, or the former one with a word to the owner. */
function checked_text( string $name, array $given, ?string $value, array $former ): string {
	if ( null !== $value ) {
		return $value;
	}
	// WordPress runs this twice when the option is new; one complaint is enough.
	if ( ! in_array( $name, array_column( get_settings_errors( OPTION ), 'code' ), true ) ) {
		add_settings_error( OPTION, $name, complaint( $name ) . ' ' . __( 'The former value was kept.', 'ringlet' ) );
	}
	return $former[ $name ];
}

/** What is wrong with a field, in words. */
function complaint( string $name ): string {
	switch ( $name ) {
		case 'relay':
			return __( 'The relay address must look like https://relay.example.', 'ringlet' );
		case 'site':
			return __( 'The site may have lower-case letters, digits and hyphens, as on the relay.', 'ringlet' );
		default:
			return __( 'The department may have letters, digits, hyphens and underscores, as on the relay.', 'ringlet' );
	}
}

/** One of the words; the first when it is none of them. */
function one_of( $value, array $words ): string {
	return in_array( $value, $words, true ) ? $value : $words[0];
}

/** Those of the words that were ticked. */
function many_of( $values, array $words ): array {
	return array_values( array_intersect( $words, array_filter( (array) $values, 'is_string' ) ) );
}

/** Pages that exist. */
function page_ids( $values ): array {
	$ids = array_map( 'absint', array_filter( (array) $values, 'is_scalar' ) );
	return array_values(
		array_unique(
			array_filter(
				$ids,
				static function ( int $id ): bool {
					return get_post_type( $id ) === 'page';
				}
			)
		)
	);
}
