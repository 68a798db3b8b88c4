<?php
/**
 * What a single WordPress on a loopback cannot show: a network of sites, and the ways in which a
 * relay fails to answer. As much of WordPress as two files of the plugin touch, written from its
 * documentation.
 *
 * php wordpress.php SCENARIO
 */

list( , $scenario ) = $argv;
$GLOBALS['asked']   = json_decode( file_get_contents( $scenario ), true );
$GLOBALS['said']    = array( 'deleted' => array(), 'requests' => array() );
define( 'ABSPATH', '/' );
define( 'WP_UNINSTALL_PLUGIN', 'ringlet/ringlet.php' );

class WP_Error {
	private $code;
	private $message;

	public function __construct( $code, $message ) {
		$this->code    = $code;
		$this->message = $message;
	}

	public function get_error_code() {
		return $this->code;
	}

	public function get_error_message() {
		return $this->message;
	}
}

function is_wp_error( $thing ) {
	return $thing instanceof WP_Error;
}

function __( $text, $domain ) {
	return $text;
}

function is_multisite() {
	return $GLOBALS['asked']['multisite'] ?? false;
}

function current_user_can( $right ) {
	return in_array( $right, $GLOBALS['asked']['rights'] ?? array(), true );
}

function home_url() {
	return $GLOBALS['asked']['home'] ?? 'http://shop.example';
}

function wp_parse_url( $url, $part = -1 ) {
	return parse_url( $url, $part );
}

function requested( $how, $url, $options ) {
	$GLOBALS['said']['requests'][] = array( $how, $url, $options['headers'], $options['redirection'] );
	$is_health            = substr( $url, -7 ) === '/readyz';
	list( $code, $words ) = $is_health && isset( $GLOBALS['asked']['health'] ) ? $GLOBALS['asked']['health'] : $GLOBALS['asked']['fails'];
	return is_int( $code ) ? array( 'status' => $code, 'body' => $words ) : new WP_Error( $code, $words );
}

function wp_remote_get( $url, $options ) {
	return requested( 'anywhere', $url, $options );
}

function wp_safe_remote_get( $url, $options ) {
	return requested( 'safe', $url, $options );
}

function wp_remote_retrieve_body( $answer ) {
	return is_wp_error( $answer ) ? '' : $answer['body'];
}

function wp_remote_retrieve_response_code( $answer ) {
	return is_wp_error( $answer ) ? '' : $answer['status'];
}

function delete_option( $name ) {
	$GLOBALS['said']['deleted'][] = "0:$name";
}

function delete_blog_option( $site, $name ) {
	$GLOBALS['said']['deleted'][] = "$site:$name";
}

/** At most a hundred at once, as WordPress does when nothing else is said. */
function get_sites( array $query ) {
	return array_slice( range( 1, $GLOBALS['asked']['sites'] ), $query['offset'], $query['number'] );
}

if ( 'uninstall' === $GLOBALS['asked']['do'] ) {
	require '/site/ringlet/uninstall.php';
} else {
	require '/site/ringlet/includes/sanitize.php';
	require '/site/ringlet/includes/connection.php';
	$GLOBALS['said']['verdict'] = Ringlet\test_connection( $GLOBALS['asked']['relay'] ?? 'https://relay.example', 'shop' );
}

echo json_encode( $GLOBALS['said'] );
