<?php
$MESS['RINGLET_CALL_COMPONENT_NAME'] = 'Call back';
$MESS['RINGLET_CALL_COMPONENT_DESCRIPTION'] = 'A form, a button or a link by which visitors ask to be called back';
