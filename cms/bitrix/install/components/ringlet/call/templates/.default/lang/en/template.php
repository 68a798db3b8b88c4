<?php
$MESS['RINGLET_CALL_CALL_ME'] = 'Call me back';
$MESS['RINGLET_CALL_PICTURE'] = 'Visitors see the call back form here.';
