<?php
$MESS['RINGLET_CALL_COMPONENT_NAME'] = 'Обратный звонок';
$MESS['RINGLET_CALL_COMPONENT_DESCRIPTION'] = 'Форма, кнопка или ссылка, с помощью которой посетители просят перезвонить';
