int letter();
