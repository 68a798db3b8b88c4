<?php
// Heading
$_['heading_title'] = 'Ringlet';

// Text
$_['text_extension'] = 'Erweiterungen';
$_['text_edit'] = 'Ringlet bearbeiten';
$_['text_success'] = 'Die Einstellungen von Ringlet sind gespeichert.';
$_['text_language_page'] = 'Der Seite';
$_['text_language_store'] = 'Des Shops, auf jeder Seite';
$_['text_appearance'] = 'Farben, Texte, Öffnungszeiten, Abteilungen und Einwilligungen werden im Relay eingestellt, einmal für alle Shops.';
$_['text_test_good'] = 'Verbunden: Das Relay hat diese Website und erlaubt %s, sie zu nutzen.';
$_['text_test_site'] = 'Das Relay antwortet, hat aber keine solche Website. Sehen Sie nach, wie sie im Relay geschrieben ist.';
$_['text_test_origin'] = 'Das Relay antwortet, erlaubt %s aber nicht, diese Website zu nutzen. Fügen Sie diese Adresse im Relay den Origins der Website hinzu.';
$_['text_test_failed'] = 'Dort antwortet kein Ringlet-Relay. Prüfen Sie die Adresse, ihr Zertifikat und ob das Relay läuft.';

// Button
$_['button_test'] = 'Verbindung prüfen';

// Entry
$_['entry_status'] = 'Status';
$_['entry_relay'] = 'Adresse des Relays';
$_['entry_site'] = 'Website';
$_['entry_department'] = 'Abteilung';
$_['entry_language'] = 'Sprache';
$_['entry_checkout'] = 'An der Kasse verbergen';
$_['entry_prefill'] = 'Nummer des Kunden eintragen';

// Help
$_['help_relay'] = 'Ihr eigenes Relay. Der Schlüssel der Telefonanlage wird hier nicht gebraucht: Er bleibt auf dem Relay.';
$_['help_site'] = 'Wie sie im Relay heißt; dort muss die Adresse dieses Shops unter ihren Origins stehen.';
$_['help_department'] = 'Wie sie im Relay heißt. Leer: die erste.';
$_['help_prefill'] = 'Nur für angemeldete Kunden und nur, wenn sie das Formular öffnen; nie Teil einer Seite.';

// Error
$_['error_permission'] = 'Warnung: Sie dürfen Ringlet nicht ändern!';
$_['error_warning'] = 'Warnung: Nichts wurde gespeichert, bitte prüfen Sie das Formular!';
$_['error_relay'] = 'Die Adresse muss so aussehen: https://relay.example.';
$_['error_site'] = 'Kleinbuchstaben, Ziffern und Bindestriche, wie im Relay.';
$_['error_department'] = 'Buchstaben, Ziffern, Binde- und Unterstriche, wie im Relay.';
