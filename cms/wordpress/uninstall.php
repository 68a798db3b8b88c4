<?php
/**
 * The whole trace of this plugin is one option per site.
 *
 * @package Ringlet
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

delete_option( 'ringlet' );

if ( is_multisite() ) {
	$ringlet_offset = 0;
	do {
		$ringlet_sites = get_sites(
			array(
				'fields' => 'ids',
				'number' => 100,
				'offset' => $ringlet_offset,
			)
		);
		foreach ( $ringlet_sites as $ringlet_site ) {
			delete_blog_option( $ringlet_site, 'ringlet' );
		}
		$ringlet_offset += 100;
	} while ( count( $ringlet_sites ) === 100 );
}
