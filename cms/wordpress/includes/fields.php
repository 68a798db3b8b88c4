<?php
/**
 * The fields of the settings page, each of WordPress's own looks.
 *
 * @package Ringlet
 */

namespace Ringlet;

defined( 'ABSPATH' ) || exit;

/** More pages than this nobody scrolls through; chosen ones are shown whatever their number. */
const PAGES_LISTED = 200;

/** One line of text. `$args`: `name`, `placeholder`, `help`, `label_for`. */
function text_field( array $args ) {
	printf(
		'<input type="text" class="regular-text code" id="%1$s" name="%2$s[%3$s]" value="%4$s" placeholder="%5$s" autocomplete="off" spellcheck="false" aria-describedby="%1$s-help">',
		esc_attr( $args['label_for'] ),
		esc_attr( OPTION ),
		esc_attr( $args['name'] ),
		esc_attr( settings()[ $args['name'] ] ),
		esc_attr( $args['placeholder'] )
	);
	printf( '<p class="description" id="%s-help">%s</p>', esc_attr( $args['label_for'] ), esc_html( $args['help'] ) );
	if ( 'site' === $args['name'] ) {
		printf(
			'<p><button type="button" class="button" id="ringlet-test">%s</button></p><div id="ringlet-verdict" aria-live="polite"></div>',
			esc_html__( 'Test connection', 'ringlet' )
		);
	}
}

/** One of a few. `$args`: `name`, `choices` (value to words), `help`. */
function choice_field( array $args ) {
	echo '<fieldset>';
	printf( '<legend class="screen-reader-text"><span>%s</span></legend>', esc_html( $args['title'] ) );
	foreach ( $args['choices'] as $value => $words ) {
		printf(
			'<label><input type="radio" name="%s[%s]" value="%s"%s> %s</label><br>',
			esc_attr( OPTION ),
			esc_attr( $args['name'] ),
			esc_attr( $value ),
			checked( settings()[ $args['name'] ], $value, false ),
			esc_html( $words )
		);
	}
	echo '</fieldset>';
	printf( '<p class="description">%s</p>', esc_html( $args['help'] ) );
}

/** Any of several. `$args`: `name`, `choices` (function that gives value to words), `help`. */
function ticks_field( array $args ) {
	$ticked = settings()[ $args['name'] ];
	echo '<fieldset class="ringlet-ticks">';
	printf( '<legend class="screen-reader-text"><span>%s</span></legend>', esc_html( $args['title'] ) );
	foreach ( call_user_func( $args['choices'], $ticked ) as $value => $words ) {
		printf(
			'<label><input type="checkbox" name="%s[%s][]" value="%s"%s> %s</label><br>',
			esc_attr( OPTION ),
			esc_attr( $args['name'] ),
			esc_attr( $value ),
			checked( in_array( $value, $ticked, true ), true, false ),
			esc_html( $words )
		);
	}
	echo '</fieldset>';
	printf( '<p class="description">%s</p>', esc_html( $args['help'] ) );
}

/** Public kinds of content, by their own names; a picture has a page, but nobody calls from it. */
function post_type_choices(): array {
	$types = wp_list_pluck( get_post_types( array( 'public' => true ), 'objects' ), 'label' );
	unset( $types['attachment'] );
	return $types;
}

/** Roles, by their own names. */
function role_choices(): array {
	return array_map( 'translate_user_role', wp_roles()->get_names() );
}

/**
 * Pages by title, those that are ticked before the others.
 *
 * @param int[] $ticked Ids.
 */
function page_choices( array $ticked ): array {
	$listed  = get_posts(
		array(
			'post_type'   => 'page',
			'post_status' => array( 'publish', 'private', 'draft' ),
			'numberposts' => PAGES_LISTED,
			'orderby'     => 'title',
			'order'       => 'ASC',
			'fields'      => 'ids',
		)
	);
	$choices = array();
	foreach ( array_unique( array_merge( $ticked, $listed ) ) as $id ) {
		$title          = get_the_title( $id );
		$choices[ $id ] = '' === $title ? "#$id" : html_entity_decode( $title, ENT_QUOTES, 'UTF-8' );
	}
	return $choices;
}
