<?php
/**
 * "Test connection": asks the relay what any page of this site may ask it, and explains the answer.
 *
 * @package Ringlet
 */

namespace Ringlet;

use WP_Error;

defined( 'ABSPATH' ) || exit;

/** Answers the button of the settings page: `{good, text}` in the owner's words. */
function answer_connection_test() {
	check_ajax_referer( 'ringlet_test' );
	if ( ! current_user_can( 'manage_options' ) ) {
		wp_send_json_error( null, 403 );
	}
	$typed = wp_unslash( $_POST );
	wp_send_json_success( test_connection( relay_address( text_of( $typed, 'relay' ) ), site_id( text_of( $typed, 'site' ) ) ) );
}

/**
 * Asks `/v1/sites/{site}` with this site's origin, then `/readyz`.
 *
 * @param string|null $relay Address, or `null` for one that is none.
 * @param string|null $site  Name, or `null` for one that is none.
 * @return array{good: bool, text: string}
 */
function test_connection( ?string $relay, ?string $site ): array {
	if ( null === $relay || '' === $relay ) {
		return verdict( false, complaint( 'relay' ) );
	}
	if ( null === $site || '' === $site ) {
		return verdict( false, complaint( 'site' ) );
	}
	if ( is_blocked_by_browsers( $relay ) ) {
		return verdict( false, __( 'This site is opened over https, so browsers refuse a relay over http. Give the relay a certificate and enter its https address.', 'ringlet' ) );
	}
	$settings = ask_relay( "$relay/v1/sites/$site", array( 'Origin' => site_origin() ) );
	$fault    = settings_fault( $settings, $relay, $site );
	if ( null !== $fault ) {
		return verdict( false, $fault );
	}
	return explain_health( ask_relay( "$relay/readyz" ), json_of( $settings ) );
}

/** Scheme, host and port of this site, as browsers send them. */
function site_origin(): string {
	$parts = wp_parse_url( home_url() );
	$port  = isset( $parts['port'] ) ? ':' . $parts['port'] : '';
	return strtolower( "{$parts['scheme']}://{$parts['host']}" ) . $port;
}

/** A page over https may load nothing over http, this machine itself aside. */
function is_blocked_by_browsers( string $relay ): bool {
	$host = (string) wp_parse_url( $relay, PHP_URL_HOST );
	return strpos( site_origin(), 'https:' ) === 0 && strpos( $relay, 'http:' ) === 0
		&& ! in_array( $host, array( 'localhost', '127.0.0.1' ), true );
}

/**
 * One request. Who runs this WordPress may name any address, the relay may well stand in the same
 * house. The owner of one site of a network may not: for him WordPress refuses local addresses, so
 * that this button cannot look around behind somebody else's firewall. Nothing of the answer is
 * shown but what our own sentences say.
 *
 * @return array|WP_Error
 */
function ask_relay( string $url, array $headers = array() ) {
	$may_ask_anywhere = ! is_multisite() || current_user_can( 'manage_network' );
	$options          = array(
		'timeout'             => 8,
		'redirection'         => 0,
		'limit_response_size' => 262144,
		'headers'             => $headers,
	);
	return $may_ask_anywhere ? wp_remote_get( $url, $options ) : wp_safe_remote_get( $url, $options );
}

/**
 * What is wrong with the answer to the site's settings, in words; `null`: nothing.
 *
 * @param array|WP_Error $answer What came.
 */
function settings_fault( $answer, string $relay, string $site ): ?string {
	if ( is_wp_error( $answer ) ) {
		return explain_failure( $answer, $relay );
	}
	$body = json_of( $answer );
	$code = is_string( $body['code'] ?? null ) ? $body['code'] : '';
	if ( 'site_not_found' === $code ) {
		/* translators: %s: name of the site on the relay. */
		return sprintf( __( 'The relay answers, but it has no site "%s". Look at how it is written in the relay.', 'ringlet' ), $site );
	}
	if ( 'origin_not_allowed' === $code ) {
		/* translators: 1: address of this WordPress, 2: name of the site on the relay. */
		return sprintf( __( 'The relay answers, but does not let %1$s use the site "%2$s". Add this address to the origins of the site in the relay.', 'ringlet' ), site_origin(), $site );
	}
	$status = (int) wp_remote_retrieve_response_code( $answer );
	if ( $status >= 300 && $status < 400 ) {
		/* translators: %s: address that was entered. */
		return sprintf( __( '%s sends its visitors on to another address. Enter the address where the relay itself answers.', 'ringlet' ), $relay );
	}
	if ( $status >= 500 ) {
		/* translators: 1: address that was entered, 2: HTTP status such as 502. */
		return sprintf( __( '%1$s answers with an error (%2$d). Is the relay behind it running?', 'ringlet' ), $relay, $status );
	}
	if ( ( $body['site'] ?? null ) !== $site ) {
		/* translators: 1: address that was entered, 2: HTTP status such as 404. */
		return sprintf( __( 'Something answers at %1$s (%2$d), but it is not a Ringlet relay. Check the address.', 'ringlet' ), $relay, $status );
	}
	return null;
}

/**
 * The relay has the site; do its database and its PBX answer?
 *
 * @param array|WP_Error       $health Answer of `/readyz`.
 * @param array<string, mixed> $site   Public settings.
 * @return array{good: bool, text: string}
 */
function explain_health( $health, array $site ): array {
	$name  = is_string( $site['name'] ?? null ) ? $site['name'] : '';
	$state = is_wp_error( $health ) ? array() : json_of( $health );
	if ( ( $state['status'] ?? null ) === 'ready' ) {
		/* translators: 1: name of the site, 2: address of this WordPress. */
		return verdict( true, sprintf( __( 'Connected. The relay has the site "%1$s" and lets %2$s use it; its PBX answers.', 'ringlet' ), $name, site_origin() ) );
	}
	if ( ( $state['database'] ?? null ) === false ) {
		return verdict( false, __( 'The relay has the site, but its database does not answer, so it takes no calls now. Its log says more.', 'ringlet' ) );
	}
	if ( ( $state['pbx'] ?? null ) === false ) {
		return verdict( false, __( 'The relay has the site, but its PBX does not answer, so no telephone rings now. The widget is shown meanwhile and keeps the requests.', 'ringlet' ) );
	}
	return verdict( false, __( 'The relay has the site, but does not say whether it is ready. Perhaps it is just being started; try again in a minute.', 'ringlet' ) );
}

/**
 * Why there was no answer at all. WordPress passes on what cURL or the socket said; its numbers
 * are documented (https://curl.se/libcurl/c/libcurl-errors.html).
 */
function explain_failure( WP_Error $error, string $relay ): string {
	$said = $error->get_error_message();
	$host = (string) wp_parse_url( $relay, PHP_URL_HOST );
	if ( 'http_request_failed' === $error->get_error_code() && preg_match( '/cURL error (35|51|53|54|58|59|60|66|77|80|82|83|90|91)\b|ssl|certificate|tls/i', $said ) ) {
		/* translators: %s: host of the relay. */
		return sprintf( __( 'The certificate of %s is not accepted, so browsers will refuse it too. Is it for this name, not expired, and sent with its whole chain?', 'ringlet' ), $host );
	}
	if ( preg_match( '/cURL error 6\b|resolve|getaddrinfo/i', $said ) ) {
		/* translators: %s: host of the relay. */
		return sprintf( __( 'There is no server of the name %s. Is it spelled right?', 'ringlet' ), $host );
	}
	if ( preg_match( '/cURL error 28\b|timed out/i', $said ) ) {
		/* translators: %s: host of the relay. */
		return sprintf( __( '%s did not answer in time. Is a firewall between this server and the relay?', 'ringlet' ), $host );
	}
	if ( 'http_request_not_executed' === $error->get_error_code() ) {
		/* translators: %s: host of the relay. */
		return sprintf( __( 'This WordPress is configured to ask no other servers. Add %s to WP_ACCESSIBLE_HOSTS in wp-config.php to test the connection; visitors do not need it.', 'ringlet' ), $host );
	}
	if ( preg_match( '/valid URL/i', $said ) ) {
		return __( 'This network of sites does not let its sites ask local addresses. Ask the administrator of the network to test the connection.', 'ringlet' );
	}
	/* translators: %s: address that was entered. */
	return sprintf( __( 'Nobody answers at %s. Is the relay running, and is the port right?', 'ringlet' ), $relay );
}

/**
 * Body as JSON; anything else is empty.
 *
 * @param array|WP_Error $answer What came.
 * @return array<string, mixed>
 */
function json_of( $answer ): array {
	$body = json_decode( wp_remote_retrieve_body( $answer ), true );
	return is_array( $body ) ? $body : array();
}

/** What the button shows. */
function verdict( bool $good, string $text ): array {
	return array(
		'good' => $good,
		'text' => $text,
	);
}
