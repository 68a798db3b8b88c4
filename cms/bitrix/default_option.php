<?php
$ringlet_call_default_option = [
	'active' => 'N',
	'relay' => '',
	'site' => '',
	'department' => '',
	'language' => 'page',
	'except' => '',
];
