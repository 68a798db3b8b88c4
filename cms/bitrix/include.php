<?php
// Classes under lib/ are found by their names; nothing else is to be done.
