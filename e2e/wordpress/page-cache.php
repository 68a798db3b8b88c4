<?php
/**
 * A page cache as its drop-in works: the first anonymous visit writes a page to disk, later ones
 * get that file before WordPress has loaded anything.
 */

if ( 'GET' === $_SERVER['REQUEST_METHOD'] && empty( $_COOKIE ) && '/?cached' === $_SERVER['REQUEST_URI'] ) {
	$page = __DIR__ . '/cached-page.html';
	if ( is_readable( $page ) ) {
		header( 'X-Page-Cache: hit' );
		readfile( $page );
		exit;
	}
	ob_start(
		function ( $html ) use ( $page ) {
			file_put_contents( $page, $html );
			return $html;
		}
	);
}
