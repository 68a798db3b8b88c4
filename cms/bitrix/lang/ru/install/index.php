<?php
$MESS['RINGLET_CALL_NAME'] = 'Ringlet: обратный звонок';
$MESS['RINGLET_CALL_DESCRIPTION'] = 'Виджет обратного звонка с вашего собственного реле: посетитель оставляет номер, АТС звонит оператору, затем посетителю.';
$MESS['RINGLET_CALL_PARTNER'] = 'Авторы Ringlet';
$MESS['RINGLET_CALL_PARTNER_URI'] = 'https://relay.example';
$MESS['RINGLET_CALL_TOO_OLD'] = 'Нужны главный модуль 21.0.0 и PHP 8.1 или новее.';
