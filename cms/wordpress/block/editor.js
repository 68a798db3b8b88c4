/**
 * The block in the editor. Written by hand on the editor's own globals: nothing to build, nothing
 * that is not readable in the package.
 */
( function ( blocks, editor, components, element, i18n, serverSideRender ) {
	var el = element.createElement;
	var __ = i18n.__;
	var settingsPage = 'options-general.php?page=ringlet';

	var views = [
		{ value: 'form', label: __( 'Form', 'ringlet' ) },
		{ value: 'button', label: __( 'Button', 'ringlet' ) },
		{ value: 'link', label: __( 'Link', 'ringlet' ) },
	];

	/** Said instead of an empty place, and only to those who edit. */
	function NotConnected() {
		return el(
			components.Placeholder,
			{
				icon: 'phone',
				label: __( 'Ringlet call', 'ringlet' ),
				instructions: __( 'Visitors do not see this block yet: enter the address of the relay and the site in the settings first.', 'ringlet' ),
			},
			el( components.Button, { variant: 'primary', href: settingsPage, target: '_blank' }, __( 'Open the settings', 'ringlet' ) )
		);
	}

	function inspector( attributes, setAttributes ) {
		return el(
			editor.InspectorControls,
			null,
			el(
				components.PanelBody,
				{ title: __( 'Settings', 'ringlet' ) },
				el( components.SelectControl, {
					label: __( 'Looks like', 'ringlet' ),
					value: attributes.view,
					options: views,
					onChange: function ( view ) {
						setAttributes( { view: view } );
					},
				} ),
				attributes.view !== 'form' &&
					el( components.TextControl, {
						label: __( 'Words on it', 'ringlet' ),
						placeholder: __( 'Call me back', 'ringlet' ),
						value: attributes.label,
						onChange: function ( label ) {
							setAttributes( { label: label } );
						},
					} )
			)
		);
	}

	blocks.registerBlockType( 'ringlet/call', {
		edit: function ( props ) {
			return el(
				element.Fragment,
				null,
				inspector( props.attributes, props.setAttributes ),
				el(
					'div',
					editor.useBlockProps(),
					el( serverSideRender, {
						block: 'ringlet/call',
						attributes: props.attributes,
						urlQueryArgs: { ringlet_picture: 1 },
						EmptyResponsePlaceholder: NotConnected,
					} )
				)
			);
		},
		save: function () {
			return null;
		},
	} );
} )( window.wp.blocks, window.wp.blockEditor, window.wp.components, window.wp.element, window.wp.i18n, window.wp.serverSideRender );
