int letter(char c);
