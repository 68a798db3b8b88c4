<?php
/**
 * Compiles every file that it is given, without running any. Whatever PHP has to say about one is
 * printed, and so is a file that does not compile.
 */
foreach (array_slice($argv, 1) as $file) {
	if (!opcache_compile_file($file)) {
		echo "$file does not compile\n";
	}
}
echo 'done with ', count($argv) - 1, "\n";
