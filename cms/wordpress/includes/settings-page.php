<?php
/**
 * Settings, Ringlet: one page of WordPress's own controls, saved through the Settings API.
 *
 * @package Ringlet
 */

namespace Ringlet;

defined( 'ABSPATH' ) || exit;

const PAGE = 'ringlet';

/** The option, and the sections and fields that change it. */
function register_settings() {
	register_setting(
		PAGE,
		OPTION,
		array(
			'type'              => 'object',
			'sanitize_callback' => __NAMESPACE__ . '\\sanitize_settings',
			'default'           => DEFAULTS,
		)
	);
	add_settings_section( 'ringlet_relay', __( 'Connection', 'ringlet' ), '__return_empty_string', PAGE );
	add_settings_section( 'ringlet_show', __( 'Where to show', 'ringlet' ), '__return_empty_string', PAGE );
	add_settings_section( 'ringlet_call', __( 'The call', 'ringlet' ), __NAMESPACE__ . '\\explain_appearance', PAGE );
	foreach ( fields() as $field ) {
		list( $section, $name, $title, $draw, $args ) = $field;

		$args = $args + array(
			'name'  => $name,
			'title' => $title,
		);
		if ( 'text_field' === $draw ) {
			$args['label_for'] = "ringlet-$name";
		}
		add_settings_field( "ringlet-$name", esc_html( $title ), __NAMESPACE__ . "\\$draw", PAGE, $section, $args );
	}
}

/** Section, name, title, what draws it, and with what. */
function fields(): array {
	return array(
		array(
			'ringlet_relay',
			'relay',
			__( 'Relay address', 'ringlet' ),
			'text_field',
			array(
				'placeholder' => 'https://relay.example',
				'help'        => __( 'Your own relay. The key of the PBX is not needed here: it stays on the relay.', 'ringlet' ),
			),
		),
		array(
			'ringlet_relay',
			'site',
			__( 'Site', 'ringlet' ),
			'text_field',
			array(
				'placeholder' => 'shop',
				/* translators: %s: address of this WordPress. */
				'help'        => sprintf( __( 'As it is named on the relay, where %s must be among its origins.', 'ringlet' ), site_origin() ),
			),
		),
		array(
			'ringlet_show',
			'show',
			__( 'Floating button', 'ringlet' ),
			'choice_field',
			array(
				'choices' => array(
					'everywhere' => __( 'On all pages', 'ringlet' ),
					'chosen'     => __( 'Only on the chosen ones', 'ringlet' ),
					'nowhere'    => __( 'Nowhere: I place the block or [ringlet] myself', 'ringlet' ),
				),
				'help'    => __( 'Where the block or [ringlet] is placed, the script comes along in any case.', 'ringlet' ),
			),
		),
		array(
			'ringlet_show',
			'post_types',
			__( 'Chosen content', 'ringlet' ),
			'ticks_field',
			array(
				'choices' => __NAMESPACE__ . '\\post_type_choices',
				'help'    => __( 'Counts with "only on the chosen ones".', 'ringlet' ),
			),
		),
		array(
			'ringlet_show',
			'pages',
			__( 'Chosen pages', 'ringlet' ),
			'ticks_field',
			array(
				'choices' => __NAMESPACE__ . '\\page_choices',
				'help'    => __( 'Counts with "only on the chosen ones", beside the content above.', 'ringlet' ),
			),
		),
		array(
			'ringlet_show',
			'never_pages',
			__( 'Never on', 'ringlet' ),
			'ticks_field',
			array(
				'choices' => __NAMESPACE__ . '\\page_choices',
				'help'    => __( 'For example the checkout.', 'ringlet' ),
			),
		),
		array(
			'ringlet_show',
			'never_roles',
			__( 'Never for', 'ringlet' ),
			'ticks_field',
			array(
				'choices' => __NAMESPACE__ . '\\role_choices',
				'help'    => __( 'Signed-in people of these roles do not see the button. In editors and previews of designs nobody does.', 'ringlet' ),
			),
		),
		array(
			'ringlet_call',
			'department',
			__( 'Department', 'ringlet' ),
			'text_field',
			array(
				'placeholder' => '',
				'help'        => __( 'As it is named on the relay. Empty: the first one.', 'ringlet' ),
			),
		),
		array(
			'ringlet_call',
			'language',
			__( 'Language', 'ringlet' ),
			'choice_field',
			array(
				'choices' => array(
					'page' => __( 'Of the page', 'ringlet' ),
					'site' => __( 'Of this site, on every page', 'ringlet' ),
				),
				'help'    => __( 'Plugins for several languages tell the language of the page, and the widget follows.', 'ringlet' ),
			),
		),
	);
}

/** What is not set here. */
function explain_appearance() {
	echo '<p>' . esc_html__( 'Colours, texts, opening hours, departments and consents are set on the relay, once for all sites.', 'ringlet' ) . '</p>';
}

/** Under Settings, for those who may change settings. */
function add_settings_page() {
	add_options_page( 'Ringlet', 'Ringlet', 'manage_options', PAGE, __NAMESPACE__ . '\\draw_settings_page' );
}

/** The page. */
function draw_settings_page() {
	if ( ! current_user_can( 'manage_options' ) ) {
		return;
	}
	echo '<div class="wrap"><h1>' . esc_html( get_admin_page_title() ) . '</h1><form action="options.php" method="post">';
	settings_fields( PAGE );
	do_settings_sections( PAGE );
	submit_button();
	echo '</form></div>';
}

/**
 * The script of the button, on this page only.
 *
 * @param string $screen Name of the page that is being drawn.
 */
function enqueue_settings_script( string $screen ) {
	if ( 'settings_page_' . PAGE !== $screen ) {
		return;
	}
	wp_enqueue_style( 'ringlet-settings', plugins_url( 'assets/settings.css', FILE ), array(), VERSION );
	wp_enqueue_script( 'ringlet-settings', plugins_url( 'assets/settings.js', FILE ), array(), VERSION, true );
	$words = array(
		'url'    => admin_url( 'admin-ajax.php' ),
		'nonce'  => wp_create_nonce( 'ringlet_test' ),
		'asking' => __( 'Asking the relay …', 'ringlet' ),
		'failed' => __( 'This page is too old or you have been signed out. Reload it and try again.', 'ringlet' ),
	);
	wp_add_inline_script( 'ringlet-settings', 'var ringletSettings = ' . wp_json_encode( $words ) . ';', 'before' );
}

/**
 * "Settings" beside "Deactivate" in the list of plugins.
 *
 * @param string[] $links  Links of a plugin.
 * @param string   $plugin Which one.
 */
function link_settings( array $links, string $plugin ): array {
	if ( plugin_basename( FILE ) === $plugin && current_user_can( 'manage_options' ) ) {
		$url = admin_url( 'options-general.php?page=' . PAGE );
		array_unshift( $links, '<a href="' . esc_url( $url ) . '">' . esc_html__( 'Settings', 'ringlet' ) . '</a>' );
	}
	return $links;
}
