<?php
// Heading
$_['heading_title'] = 'Ringlet';

// Text
$_['text_extension'] = 'Extensions';
$_['text_edit'] = 'Edit Ringlet';
$_['text_success'] = 'Success: Ringlet has been saved.';
$_['text_language_page'] = 'Of the page';
$_['text_language_store'] = 'Of the store, on every page';
$_['text_appearance'] = 'Colours, texts, opening hours, departments and consents are set on the relay, once for all stores.';
$_['text_test_good'] = 'Connected: the relay has this site and lets %s use it.';
$_['text_test_site'] = 'The relay answers, but it has no such site. Look at how it is written in the relay.';
$_['text_test_origin'] = 'The relay answers, but does not let %s use this site. Add this address to the origins of the site in the relay.';
$_['text_test_failed'] = 'No Ringlet relay answers there. Check the address, its certificate, and that the relay is running.';

// Button
$_['button_test'] = 'Test connection';

// Entry
$_['entry_status'] = 'Status';
$_['entry_relay'] = 'Relay address';
$_['entry_site'] = 'Site';
$_['entry_department'] = 'Department';
$_['entry_language'] = 'Language';
$_['entry_checkout'] = 'Hide at checkout';
$_['entry_prefill'] = 'Fill in the customer\'s number';

// Help
$_['help_relay'] = 'Your own relay. The key of the PBX is not needed here: it stays on the relay.';
$_['help_site'] = 'As it is named on the relay, where the address of this store must be among its origins.';
$_['help_department'] = 'As it is named on the relay. Empty: the first one.';
$_['help_prefill'] = 'Only for customers who are signed in, and only when they open the form; never part of a page.';

// Error
$_['error_permission'] = 'Warning: You do not have permission to change Ringlet!';
$_['error_warning'] = 'Warning: Nothing was saved, please check the form!';
$_['error_relay'] = 'The address must look like https://relay.example.';
$_['error_site'] = 'Lower-case letters, digits and hyphens, as on the relay.';
$_['error_department'] = 'Letters, digits, hyphens and underscores, as on the relay.';
