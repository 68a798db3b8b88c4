<?php
$MESS['RINGLET_CALL_CALL_ME'] = 'Перезвоните мне';
$MESS['RINGLET_CALL_PICTURE'] = 'Здесь посетители увидят форму обратного звонка.';
