/** "Test connection": sends what stands in the fields, saved or not, and shows the answer as a notice. */
( function ( settings ) {
	var button = document.getElementById( 'ringlet-test' );
	var verdict = document.getElementById( 'ringlet-verdict' );
	if ( ! button || ! verdict ) {
		return;
	}

	function show( kind, text ) {
		var notice = document.createElement( 'div' );
		var words = document.createElement( 'p' );
		notice.className = 'notice inline notice-' + kind;
		words.textContent = text;
		notice.appendChild( words );
		verdict.replaceChildren( notice );
	}

	function valueOf( name ) {
		return document.getElementById( 'ringlet-' + name ).value;
	}

	button.addEventListener( 'click', function () {
		var form = new FormData();
		form.append( 'action', 'ringlet_test' );
		form.append( '_ajax_nonce', settings.nonce );
		form.append( 'relay', valueOf( 'relay' ) );
		form.append( 'site', valueOf( 'site' ) );
		button.disabled = true;
		show( 'info', settings.asking );
		void fetch( settings.url, { method: 'POST', credentials: 'same-origin', body: form } )
			.then( function ( answer ) {
				return answer.json();
			} )
			.then( function ( answer ) {
				show( answer.data.good ? 'success' : 'error', answer.data.text );
			} )
			.catch( function () {
				show( 'error', settings.failed );
			} )
			.then( function () {
				button.disabled = false;
			} );
	} );
} )( window.ringletSettings );
