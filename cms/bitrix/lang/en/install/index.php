<?php
$MESS['RINGLET_CALL_NAME'] = 'Ringlet: call back';
$MESS['RINGLET_CALL_DESCRIPTION'] = 'A call back widget from your own relay: the visitor leaves a number, your PBX rings an operator, then the visitor.';
$MESS['RINGLET_CALL_PARTNER'] = 'The Ringlet authors';
$MESS['RINGLET_CALL_PARTNER_URI'] = 'https://relay.example';
$MESS['RINGLET_CALL_TOO_OLD'] = 'The main module 21.0.0 and PHP 8.1 or newer are needed.';
