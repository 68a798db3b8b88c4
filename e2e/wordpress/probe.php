<?php
/**
 * The tests' hand inside WordPress: tells what only PHP can see, and stands in for plugins that
 * cannot be had here (several languages, a Content-Security-Policy).
 */

if ( isset( $_GET['complain'] ) ) {
	trigger_error( 'the probe complains', E_USER_DEPRECATED );
}

add_action(
	'init',
	function () {
		if ( ! isset( $_GET['probe'] ) ) {
			return;
		}
		global $wpdb;
		if ( isset( $_GET['language'] ) ) {
			update_option( 'probe_language', (string) $_GET['language'] );
		}
		if ( isset( $_POST['stored'] ) ) {
			// Past the plugin's own checks, as another plugin or an import might.
			remove_all_filters( 'sanitize_option_ringlet' );
			update_option( 'ringlet', json_decode( wp_unslash( $_POST['stored'] ), true ) );
		}
		wp_send_json(
			array(
				'php'     => PHP_VERSION,
				'wp'      => $GLOBALS['wp_version'],
				'nonce'   => wp_create_nonce( 'ringlet_test' ),
				'rest'    => wp_create_nonce( 'wp_rest' ),
				'form'    => wp_create_nonce( 'ringlet-options' ),
				'stored'  => get_option( 'ringlet' ),
				'options' => $wpdb->get_col( "SELECT option_name FROM $wpdb->options WHERE option_name LIKE '%ringlet%' OR option_value LIKE '%ringlet%'" ),
				'meta'    => $wpdb->get_col( "SELECT meta_key FROM $wpdb->usermeta WHERE meta_key LIKE '%ringlet%'" ),
			)
		);
	},
	99
);

add_filter(
	'locale',
	function ( $locale ) {
		$language = get_option( 'probe_language' );
		return $language ? $language : $locale;
	}
);

if ( isset( $_GET['csp'] ) ) {
	add_action(
		'send_headers',
		function () {
			$relay = rtrim( (string) $_GET['csp'], '/' );
			header( "Content-Security-Policy: script-src 'nonce-r4nd0m' 'strict-dynamic'; connect-src $relay; require-trusted-types-for 'script'" );
		}
	);
	add_filter(
		'ringlet_csp_nonce',
		function () {
			return 'r4nd0m';
		}
	);
}
